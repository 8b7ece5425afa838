package io.pouw.node.cluster;

import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.instance.impl.DefaultNodeContext;
import com.hazelcast.instance.impl.DefaultNodeExtension;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.instance.impl.NodeExtension;
import com.hazelcast.internal.networking.ChannelInitializer;
import com.hazelcast.internal.server.ServerContext;
import com.hazelcast.internal.server.tcp.UnifiedChannelInitializer;
import java.util.function.Function;

/**
 * Puts TLS under Hazelcast's member protocol. The open-source edition has the hook (handlers of a
 * channel's pipeline, made by its node extension) but no TLS to put there; this is ours. Internal
 * API of Hazelcast, so it holds for the version that the build names.
 */
final class EncryptedMemberLinks extends DefaultNodeContext {
  private final ClusterTls tls;

  EncryptedMemberLinks(ClusterTls tls) {
    this.tls = tls;
  }

  @Override
  public NodeExtension createNodeExtension(Node node) {
    return new DefaultNodeExtension(node) {
      @Override
      public Function<EndpointQualifier, ChannelInitializer> createChannelInitializerFn(
          ServerContext context) {
        ChannelInitializer plain = new UnifiedChannelInitializer(context);
        ChannelInitializer encrypted =
            channel -> {
              var link = new TlsLink(tls.engine(channel.isClientMode()));
              channel.inboundPipeline().addLast(link.decoder());
              plain.initChannel(channel);
              channel.outboundPipeline().addLast(link.encoder());
            };
        return qualifier -> encrypted;
      }
    };
  }
}
