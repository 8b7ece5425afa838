package io.pouw.task.smt.script;

import io.pouw.task.smt.term.Sort;
import io.pouw.task.smt.term.Term;
import io.pouw.task.smt.term.Terms;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Models as text, as solvers print them: a list of {@code define-fun}. What is written is
 * canonical: the declared functions in their order, constants as values, bodies expanded.
 */
public final class ModelText {
  public static final int MAX_BYTES = 256 * 1024;

  private ModelText() {}

  /**
   * Reads a model of an obligation.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Model read(byte[] text, List<Declaration> declarations) {
    if (text.length > MAX_BYTES)
      throw new IllegalArgumentException(
          "a model of %d bytes, at most %d can be".formatted(text.length, MAX_BYTES));
    var reader = new SReader(text);
    Optional<SExpr> whole = reader.next();
    if (whole.isEmpty() || reader.next().isPresent())
      throw new IllegalArgumentException("expected one list of definitions");
    return read(whole.get().list("definitions"), declarations);
  }

  private static Model read(List<SExpr> items, List<Declaration> declarations) {
    var names = new Names();
    for (Declaration each : declarations) declareSorts(each, names);
    Map<String, Declaration> wanted = new HashMap<>();
    for (Declaration each : declarations) wanted.put(each.name(), each);
    Map<String, Model.Definition> found = new HashMap<>();
    for (SExpr item : items) {
      if (item.is("model")) continue;
      List<SExpr> parts = item.list("a definition");
      if (parts.isEmpty()) throw new SmtException(item, "expected a definition");
      // Z3 lists the elements of declared sorts so; that they are different goes without saying
      if (parts.getFirst().is("declare-fun") || parts.getFirst().is("forall")) continue;
      if (!parts.getFirst().is("define-fun") || parts.size() != 5)
        throw new SmtException(item, "expected (define-fun name (parameters) sort body)");
      define(parts, names, wanted, found);
    }
    return new Model(found);
  }

  private static void declareSorts(Declaration declared, Names names) {
    declareSort(declared.result(), names);
    declared.parameters().forEach(each -> declareSort(each, names));
  }

  private static void declareSort(Sort sort, Names names) {
    switch (sort) {
      case Sort.Named named -> names.know(named);
      case Sort.ArrayOf array -> {
        declareSort(array.index(), names);
        declareSort(array.element(), names);
      }
      case Sort.Bool _, Sort.Int _, Sort.Real _, Sort.Bits _ -> {}
    }
  }

  private static void define(
      List<SExpr> parts,
      Names names,
      Map<String, Declaration> wanted,
      Map<String, Model.Definition> found) {
    var terms = new Terms();
    var elaborator = new Elaborator(names, terms);
    Macro macro = MacroReader.read(parts, names, elaborator, terms);
    List<Term> parameters = MacroReader.placeholders(macro, terms);
    Term body = elaborator.body(macro, parameters);
    Declaration declared = wanted.get(macro.name());
    if (declared == null) return;
    List<Sort> sorts = macro.parameters().stream().map(Macro.Parameter::sort).toList();
    if (!sorts.equals(declared.parameters()) || !macro.result().equals(declared.result()))
      throw new SmtException(parts.get(1), "'" + macro.name() + "' is declared with other sorts");
    var needed = new boolean[terms.all().size()];
    needed[body.id()] = true;
    for (int i = needed.length - 1; i >= 0; i--)
      if (needed[i]) for (Term each : terms.all().get(i).arguments()) needed[each.id()] = true;
    found.put(
        macro.name(), new Model.Definition(parameters, body, List.copyOf(terms.all()), needed));
  }

  /** A model in its canonical text. */
  public static byte[] write(Model model, List<Declaration> declarations) {
    var text = new StringBuilder("(\n");
    for (Declaration declared : declarations) {
      Optional<Model.Definition> definition = model.definition(declared.name());
      text.append("(define-fun ").append(declared.name()).append(" (");
      var parameters = new ArrayList<String>();
      for (Sort each : declared.parameters())
        parameters.add("(x!" + parameters.size() + " " + each + ")");
      text.append(String.join(" ", parameters)).append(") ").append(declared.result()).append(' ');
      if (declared.parameters().isEmpty()) text.append(model.constant(declared));
      else if (definition.isEmpty()) text.append(Model.zero(declared.result()));
      else append(definition.get().body(), text);
      text.append(")\n");
      if (text.length() > MAX_BYTES)
        throw new IllegalArgumentException("a model of more than " + MAX_BYTES + " bytes");
    }
    return text.append(")\n").toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** A body; as deep as the text that it was read from. */
  private static void append(Term term, StringBuilder text) {
    if (text.length() > MAX_BYTES)
      throw new IllegalArgumentException("a model of more than " + MAX_BYTES + " bytes");
    if (term.constant().isPresent()) {
      text.append(term.constant().get());
    } else if (Model.isParameter(term)) {
      text.append(term.symbol(), 0, term.symbol().indexOf("!val!"));
    } else {
      text.append('(').append(head(term));
      for (Term each : term.arguments()) {
        text.append(' ');
        append(each, text);
      }
      text.append(')');
    }
  }

  /** An operator with its numbers, as it is written. */
  static String head(Term term) {
    if (term.indices().isEmpty()) return term.op().text();
    var text = new StringBuilder("(_ " + term.op().text());
    term.indices().forEach(each -> text.append(' ').append(each));
    return text.append(')').toString();
  }
}
