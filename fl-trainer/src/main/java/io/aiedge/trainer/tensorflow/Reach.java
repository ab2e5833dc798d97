package io.aiedge.trainer.tensorflow;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Whether a graph reaches outside of itself. A graph is a program: besides arithmetic TensorFlow
 * has operations that read and write files, speak over the network and call Python. A model of a
 * job needs none of them, and must not bring any to a site, whose files are not its business.
 * Saving and restoring checkpoints stays allowed: every exported model does it, where it is told
 * to.
 */
final class Reach {
  private static final Pattern OUTSIDE =
      Pattern.compile(
          "(Read|Write|Matching)File.*|.*FromTextFile.*|.*Reader.*|.*Dataset.*|.*PyFunc.*"
              + "|.*Rpc.*|.*Debug.*|.*Summary.*|Print.*|_?Send|_?Recv|.*HostSend|.*HostRecv");

  private Reach() {}

  /** The type of the first operation that reaches outside. */
  static Optional<String> outside(MetaGraphDef graph) {
    Stream<NodeDef> inFunctions =
        graph.getGraphDef().getLibrary().getFunctionList().stream()
            .flatMap(function -> function.getNodeDefList().stream());
    return Stream.concat(graph.getGraphDef().getNodeList().stream(), inFunctions)
        .map(NodeDef::getOp)
        .filter(type -> OUTSIDE.matcher(type).matches())
        .findFirst();
  }
}
