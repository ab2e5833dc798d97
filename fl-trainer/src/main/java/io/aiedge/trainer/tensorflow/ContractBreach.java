package io.aiedge.trainer.tensorflow;

/** Ends the check of a SavedModel; becomes a {@link ContractReading.Broken}. */
final class ContractBreach extends RuntimeException {
  private static final long serialVersionUID = 1;

  ContractBreach(String reason) {
    super(reason);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
