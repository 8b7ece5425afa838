package io.pouw.network;

import static java.util.Objects.requireNonNull;

import io.pouw.security.TrafficClass;
import io.vertx.core.Context;
import io.vertx.core.http.WebSocket;
import java.util.EnumMap;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent to one peer: one lane for each {@link TrafficClass}, the most urgent first,
 * in order within a lane. Frames come in from any thread; they are written on the event loop, as
 * long as the socket takes them, and in batches, so that one busy peer does not starve the others
 * of the loop. When full, {@link #offer} says no.
 */
final class OutboundQueue {
  /** What the socket buffers: enough to keep it busy, little enough that urgent frames soon go. */
  private static final int SOCKET_BUFFER_BYTES = 512 * 1024;

  /** Pieces written before other events of the loop get their turn. */
  private static final int BATCH_PIECES = 16;

  /** The objects around a frame, so that many short ones count for the memory that they take. */
  private static final int FRAME_OVERHEAD_BYTES = 256;

  private final Context context;
  private final WebSocket socket;
  private final long maxBytes;
  private final LinkTraffic traffic;
  private final EnumMap<TrafficClass, Queue<OutgoingFrame>> lanes =
      new EnumMap<>(TrafficClass.class);
  private final AtomicLong queuedBytes = new AtomicLong();
  private final AtomicBoolean awake = new AtomicBoolean();
  private volatile boolean closed;
  private volatile @Nullable OutboundQueue successor;

  private @Nullable OutgoingFrame current;
  private int nextPiece;

  OutboundQueue(Context context, WebSocket socket, long maxBytes, LinkTraffic traffic) {
    this.context = context;
    this.socket = socket;
    this.maxBytes = maxBytes;
    this.traffic = traffic;
    for (TrafficClass lane : TrafficClass.values()) lanes.put(lane, new ConcurrentLinkedQueue<>());
  }

  /** Lets the socket say when it takes more. Once, before the first offer. */
  void open() {
    socket.setWriteQueueMaxSize(SOCKET_BUFFER_BYTES);
    socket.drainHandler(_ -> pump());
  }

  /** Whether the frame was queued. It is not when the queue is full or closed. Any thread. */
  boolean offer(OutgoingFrame frame) {
    OutboundQueue next = successor;
    if (next != null && frame.traffic() != TrafficClass.CONTROL) return next.offer(frame);
    if (closed || !reserve(weight(frame))) return false;
    requireNonNull(lanes.get(frame.traffic())).add(frame);
    wake();
    return true;
  }

  /** An empty queue takes a frame of any size. */
  private boolean reserve(long weight) {
    long before = queuedBytes.getAndAdd(weight);
    if (before == 0 || before + weight <= maxBytes) return true;
    queuedBytes.addAndGet(-weight);
    return false;
  }

  private static long weight(OutgoingFrame frame) {
    return (long) frame.bytes() + FRAME_OVERHEAD_BYTES;
  }

  long bytes() {
    return queuedBytes.get();
  }

  /**
   * From now on another connection to the same peer sends what this one would have, but for the
   * control frames: those belong to the connection.
   */
  void moveTo(OutboundQueue other) {
    successor = other;
    handOver(other);
  }

  /** Forgets what is queued and takes no more. */
  void close() {
    closed = true;
    current = null;
    for (Queue<OutgoingFrame> lane : lanes.values())
      for (OutgoingFrame frame = lane.poll(); frame != null; frame = lane.poll())
        traffic.countDropped();
  }

  private void wake() {
    if (!awake.getAndSet(true)) context.runOnContext(_ -> pump());
  }

  private void pump() {
    awake.set(false);
    if (closed) {
      close();
      return;
    }
    OutboundQueue next = successor;
    if (next != null) handOver(next);
    for (int i = 0; i < BATCH_PIECES; i++) {
      if (socket.isClosed() || socket.writeQueueFull()) return;
      if (current == null) {
        current = poll();
        nextPiece = 0;
      }
      if (current == null) return;
      writePiece(current);
    }
    wake();
  }

  private @Nullable OutgoingFrame poll() {
    for (Queue<OutgoingFrame> lane : lanes.values()) {
      OutgoingFrame frame = lane.poll();
      if (frame != null) return frame;
    }
    return null;
  }

  private void writePiece(OutgoingFrame frame) {
    boolean last = nextPiece == frame.pieces() - 1;
    var written = socket.writeFrame(frame.piece(nextPiece++));
    if (!last) return;
    current = null;
    written.onComplete(_ -> {
      queuedBytes.addAndGet(-weight(frame));
      traffic.countOut(frame);
    });
  }

  private void handOver(OutboundQueue next) {
    lanes.forEach((lane, frames) -> {
      if (lane == TrafficClass.CONTROL) return;
      for (OutgoingFrame frame = frames.poll(); frame != null; frame = frames.poll()) {
        queuedBytes.addAndGet(-weight(frame));
        if (!next.offer(frame)) traffic.countDropped();
      }
    });
  }
}
