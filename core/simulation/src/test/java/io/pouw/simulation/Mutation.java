package io.pouw.simulation;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * A bug that is planted into a class of production while it is loaded for a test. Nothing of it is
 * in the production code.
 *
 * @param bug what is wrong then, in words
 * @param type simple name of the class under {@code io.pouw}, such as {@code consensus.Tally}
 * @param method its name; all methods of this name are changed
 * @param change what is done to its code
 */
record Mutation(String bug, String type, String method, Change change) {
  /** What becomes of a method. */
  sealed interface Change {}

  /** It does nothing, or gives false, 0 or an empty optional or list. */
  record Nothing() implements Change {}

  /** It gives true or this number. */
  record Always(long value) implements Change {}

  /** A conditional jump goes the other way: the one with this number, counted from 0. */
  record Negated(int jump) implements Change {}

  /** A conditional jump is taken always, or never: a bound that is not there. */
  record Fixed(int jump, boolean taken) implements Change {}

  private static final ClassDesc OPTIONAL = ClassDesc.of("java.util.Optional");
  private static final ClassDesc LIST = ClassDesc.of("java.util.List");

  private static final Map<Opcode, Opcode> OPPOSITES =
      Map.ofEntries(
          Map.entry(Opcode.IFEQ, Opcode.IFNE),
          Map.entry(Opcode.IFNE, Opcode.IFEQ),
          Map.entry(Opcode.IFLT, Opcode.IFGE),
          Map.entry(Opcode.IFGE, Opcode.IFLT),
          Map.entry(Opcode.IFGT, Opcode.IFLE),
          Map.entry(Opcode.IFLE, Opcode.IFGT),
          Map.entry(Opcode.IF_ICMPEQ, Opcode.IF_ICMPNE),
          Map.entry(Opcode.IF_ICMPNE, Opcode.IF_ICMPEQ),
          Map.entry(Opcode.IF_ICMPLT, Opcode.IF_ICMPGE),
          Map.entry(Opcode.IF_ICMPGE, Opcode.IF_ICMPLT),
          Map.entry(Opcode.IF_ICMPGT, Opcode.IF_ICMPLE),
          Map.entry(Opcode.IF_ICMPLE, Opcode.IF_ICMPGT),
          Map.entry(Opcode.IF_ACMPEQ, Opcode.IF_ACMPNE),
          Map.entry(Opcode.IF_ACMPNE, Opcode.IF_ACMPEQ),
          Map.entry(Opcode.IFNULL, Opcode.IFNONNULL),
          Map.entry(Opcode.IFNONNULL, Opcode.IFNULL));

  String className() {
    return "io.pouw." + type;
  }

  /**
   * The class with the bug in it.
   *
   * @throws IllegalStateException if there is no such method or jump: the table is out of date
   */
  byte[] plantedIn(byte[] classFile) {
    ClassFile context = ClassFile.of();
    ClassModel model = context.parse(classFile);
    var planted = new AtomicInteger();
    ClassTransform transform =
        (builder, element) -> {
          if (element instanceof java.lang.classfile.MethodModel found
              && found.methodName().equalsString(method)
              && found.code().isPresent())
            builder.transformMethod(found, body(found.methodTypeSymbol(), planted));
          else builder.with(element);
        };
    byte[] mutant = context.transformClass(model, transform);
    if (planted.get() == 0)
      throw new IllegalStateException("cannot plant '%s': no %s.%s".formatted(bug, type, method));
    return mutant;
  }

  /**
   * Plants it for trial.
   *
   * @throws IllegalStateException if there is no place for it
   */
  void requirePlantable() throws java.io.IOException {
    String file = className().replace('.', '/') + ".class";
    try (var in = Mutation.class.getClassLoader().getResourceAsStream(file)) {
      if (in == null) throw new IllegalStateException("no class " + className());
      plantedIn(in.readAllBytes());
    }
  }

  private MethodTransform body(MethodTypeDesc descriptor, AtomicInteger planted) {
    return switch (change) {
      case Nothing() -> replaced(descriptor, 0, planted);
      case Always(long value) -> replaced(descriptor, value, planted);
      case Negated(int jump) ->
          MethodTransform.transformingCode(
              changing(
                  jump,
                  (builder, branch) ->
                      builder.with(
                          BranchInstruction.of(
                              Objects.requireNonNull(OPPOSITES.get(branch.opcode())),
                              branch.target())),
                  planted));
      case Fixed(int jump, boolean taken) ->
          MethodTransform.transformingCode(
              changing(jump, (builder, branch) -> fix(builder, branch, taken), planted));
    };
  }

  private static MethodTransform replaced(
      MethodTypeDesc descriptor, long value, AtomicInteger planted) {
    planted.incrementAndGet();
    return (builder, element) -> {
      if (element instanceof java.lang.classfile.CodeModel)
        builder.withCode(code -> giving(code, descriptor.returnType(), value));
      else builder.with(element);
    };
  }

  private static void giving(CodeBuilder code, ClassDesc type, long value) {
    TypeKind kind = TypeKind.from(type);
    switch (kind) {
      case VOID -> code.return_();
      case LONG -> code.loadConstant(value).lreturn();
      case REFERENCE -> {
        if (type.equals(OPTIONAL))
          code.invokestatic(OPTIONAL, "empty", MethodTypeDesc.of(OPTIONAL)).areturn();
        else if (type.equals(LIST))
          code.invokestatic(LIST, "of", MethodTypeDesc.of(LIST), true).areturn();
        else code.aconst_null().areturn();
      }
      default -> code.loadConstant((int) value).ireturn();
    }
  }

  private static void fix(CodeBuilder builder, BranchInstruction branch, boolean taken) {
    if (branch.opcode().name().startsWith("IF_")) builder.pop2();
    else builder.pop();
    if (taken) builder.goto_(branch.target());
  }

  private static CodeTransform changing(
      int jump, BiConsumer<CodeBuilder, BranchInstruction> change, AtomicInteger planted) {
    var seen = new AtomicInteger();
    return (CodeBuilder builder, CodeElement element) -> {
      if (element instanceof BranchInstruction branch
          && OPPOSITES.containsKey(branch.opcode())
          && seen.getAndIncrement() == jump) {
        change.accept(builder, branch);
        planted.incrementAndGet();
      } else builder.with(element);
    };
  }

  /** Classes of this project, loaded anew, one of them with the bug. */
  final class Loader extends ClassLoader {
    private static final String OURS = "io.pouw.";

    Loader() {
      super(Mutation.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(OURS)) return super.loadClass(name, resolve);
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : define(name);
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (var in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) throw new ClassNotFoundException(name);
        byte[] bytes = in.readAllBytes();
        byte[] wanted = name.equals(className()) ? plantedIn(bytes) : bytes;
        return defineClass(name, wanted, 0, wanted.length);
      } catch (java.io.IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
