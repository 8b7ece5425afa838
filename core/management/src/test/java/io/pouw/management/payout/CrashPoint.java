package io.pouw.management.payout;

import io.pouw.plugin.PayoutChannel;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts what is about to happen and what has just happened at the store and at the network, and
 * ends everything at one of those points.
 */
final class CrashPoint {
  private final int at;
  private final Consumer<String> end;
  private int passed;

  /** {@code at}: the point, from 1. {@code end} does not return. */
  CrashPoint(int at, Consumer<String> end) {
    this.at = at;
    this.end = end;
  }

  int passed() {
    return passed;
  }

  PayoutStore around(PayoutStore store) {
    return wrap(PayoutStore.class, store);
  }

  PayoutChannel around(PayoutChannel channel) {
    return wrap(PayoutChannel.class, channel);
  }

  private <T> T wrap(Class<T> port, T real) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          reach("before " + method.getName());
          @Nullable Object answer = invoke(real, method, arguments);
          reach("after " + method.getName());
          return answer;
        };
    return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, handler));
  }

  private static @Nullable Object invoke(
      Object real, java.lang.reflect.Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private void reach(String point) {
    if (++passed == at) end.accept(point);
  }
}
