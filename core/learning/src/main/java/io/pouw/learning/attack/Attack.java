package io.pouw.learning.attack;

/** One way to poison a training. */
public sealed interface Attack permits UpdateAttack, DataAttack {
  /** The name in tables and configurations, such as {@code sign_flip}. */
  String type();
}
