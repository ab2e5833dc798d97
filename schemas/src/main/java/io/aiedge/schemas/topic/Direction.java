package io.aiedge.schemas.topic;

/** The one way a topic flows. No topic flows both ways, so mirroring cannot loop. */
public enum Direction {
  /** From the cloud to the edges; exists at both. */
  DOWN("cloud to edge"),
  /** From the edges to the cloud; exists at both. */
  UP("edge to cloud"),
  /** Stays at the cloud. */
  CLOUD("cloud only"),
  /** Stays at an edge. */
  EDGE("edge only");

  private final String words;

  Direction(String words) {
    this.words = words;
  }

  /** For people. */
  public String words() {
    return words;
  }
}
