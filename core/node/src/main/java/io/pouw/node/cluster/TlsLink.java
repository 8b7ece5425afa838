package io.pouw.node.cluster;

import com.hazelcast.internal.networking.HandlerStatus;
import com.hazelcast.internal.networking.InboundHandler;
import com.hazelcast.internal.networking.OutboundHandler;
import java.io.EOFException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * TLS of one connection between two Hazelcast members, as the last step before the socket and the
 * first after it. Nothing of Hazelcast's own protocol leaves before the handshake is over and the
 * other side has proved the cluster's key.
 *
 * <p>Reading and writing have a thread each; the engine is used under one lock.
 */
final class TlsLink {
  /** A few TLS records of 16 KiB. */
  private static final int BUFFER_BYTES = 128 * 1024;

  private final SSLEngine engine;
  private final Object lock = new Object();
  private final Decoder decoder = new Decoder();
  private final Encoder encoder = new Encoder();

  TlsLink(SSLEngine engine) {
    this.engine = engine;
    try {
      engine.beginHandshake();
    } catch (SSLException e) {
      throw new IllegalStateException("a new TLS session cannot begin", e);
    }
  }

  InboundHandler<ByteBuffer, ByteBuffer> decoder() {
    return decoder;
  }

  OutboundHandler<ByteBuffer, ByteBuffer> encoder() {
    return encoder;
  }

  /** Whether the engine has something to say before anything else can go on. */
  private boolean hasToWrap() {
    return engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP;
  }

  private boolean isShakingHands() {
    return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
  }

  private void runTasks() {
    Runnable task = engine.getDelegatedTask();
    while (task != null) {
      task.run();
      task = engine.getDelegatedTask();
    }
  }

  /** From the socket: what comes out goes to Hazelcast's decoders. */
  private final class Decoder extends InboundHandler<ByteBuffer, ByteBuffer> {
    /** Plain bytes that the next handler had no room for; ready to be read. */
    private ByteBuffer plain = ByteBuffer.allocate(0);

    @Override
    public void handlerAdded() {
      initSrcBuffer(BUFFER_BYTES);
      plain = ByteBuffer.allocate(2 * engine.getSession().getApplicationBufferSize());
      plain.flip();
    }

    @Override
    public HandlerStatus onRead() throws Exception {
      src.flip();
      try {
        boolean progress = true;
        while (progress) {
          handOver();
          if (plain.hasRemaining()) return HandlerStatus.DIRTY;
          progress = unwrap();
        }
        return HandlerStatus.CLEAN;
      } finally {
        src.compact();
      }
    }

    private void handOver() {
      while (plain.hasRemaining() && dst.hasRemaining()) {
        int count = Math.min(plain.remaining(), dst.remaining());
        dst.put(plain.slice(plain.position(), count));
        plain.position(plain.position() + count);
      }
    }

    /** One record; whether there may be more to do. */
    private boolean unwrap() throws SSLException, EOFException {
      boolean wake;
      boolean more;
      synchronized (lock) {
        runTasks();
        if (!src.hasRemaining() && !plain.hasRemaining()) return wakeIfDue();
        plain.compact();
        SSLEngineResult result = engine.unwrap(src, plain);
        plain.flip();
        runTasks();
        if (result.getStatus() == SSLEngineResult.Status.CLOSED)
          throw new EOFException("the other member closed the TLS session");
        more = result.bytesConsumed() > 0 || result.bytesProduced() > 0;
        wake = hasToWrap() || result.getHandshakeStatus() == HandshakeStatus.FINISHED;
      }
      if (wake) channel.outboundPipeline().wakeup();
      return more;
    }

    private boolean wakeIfDue() {
      if (hasToWrap()) channel.outboundPipeline().wakeup();
      return false;
    }
  }

  /** To the socket: what Hazelcast's encoders made. */
  private final class Encoder extends OutboundHandler<ByteBuffer, ByteBuffer> {
    @Override
    public void handlerAdded() {
      initDstBuffer(BUFFER_BYTES);
    }

    @Override
    public HandlerStatus onWrite() throws Exception {
      dst.compact();
      try {
        return wrapAll();
      } finally {
        dst.flip();
      }
    }

    private HandlerStatus wrapAll() throws SSLException {
      synchronized (lock) {
        while (true) {
          runTasks();
          boolean shaking = isShakingHands();
          if (shaking && engine.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP)
            return HandlerStatus.BLOCKED;
          if (!shaking && !src.hasRemaining()) return HandlerStatus.CLEAN;
          if (dst.remaining() < engine.getSession().getPacketBufferSize())
            return HandlerStatus.DIRTY;
          SSLEngineResult result = engine.wrap(src, dst);
          if (result.getStatus() == SSLEngineResult.Status.CLOSED)
            throw new SSLException("the TLS session is closed");
          // What has arrived behind the other side's last message of the handshake waits for this.
          if (shaking && !hasToWrap()) channel.inboundPipeline().wakeup();
        }
      }
    }
  }
}
