package io.aiedge.core.architecture;

import java.util.Map;

/**
 * Reads how a model is to learn, in the words of Keras's {@code compile}: {@code loss} and {@code
 * optimizer}, each a name or {@code {class_name, config}}. A learning rate given there is passed
 * over, because the job has one, with a schedule; {@code metrics} likewise, because accuracy is
 * always reported.
 */
public final class KerasTraining {
  private static final String LOSSES =
      "categorical_crossentropy, sparse_categorical_crossentropy, binary_crossentropy and mse";

  private KerasTraining() {}

  /** Reads the configuration and looks whether it fits the model. */
  public static Reading<Training> read(Map<String, ?> json, Architecture architecture) {
    try {
      Options options = new Options("training", json);
      options.pass("metrics", "weighted_metrics", "jit_compile", "auto_scale_loss");
      Training training = new Training(loss(options), optimizer(options));
      options.finish();
      return training
          .mismatch(architecture)
          .<Reading<Training>>map(rejected -> rejected)
          .orElseGet(() -> new Reading.Accepted<>(training));
    } catch (Refusal refusal) {
      return refusal.rejected();
    }
  }

  private static Loss loss(Options options) {
    Object value = options.take("loss");
    if (value == null) {
      throw options.refusal("loss is missing; give one of " + LOSSES);
    }
    Options of = KerasObjects.named(options, "loss", value);
    of.pass("name", "reduction", "from_logits", "dtype", "fn", "ignore_class");
    of.only("label_smoothing", 0);
    of.only("axis", -1);
    of.finish();
    return switch (KerasObjects.name(value)) {
      case "categoricalcrossentropy", "sparsecategoricalcrossentropy" ->
          Loss.CATEGORICAL_CROSSENTROPY;
      case "binarycrossentropy" -> Loss.BINARY_CROSSENTROPY;
      case "mse", "meansquarederror" -> Loss.MEAN_SQUARED_ERROR;
      default ->
          throw options.refusal("loss = %s is not supported, only %s".formatted(value, LOSSES));
    };
  }

  private static Optimizer optimizer(Options options) {
    Object value = options.take("optimizer");
    if (value == null) {
      throw options.refusal("optimizer is missing; give one of sgd and adam");
    }
    Options of = KerasObjects.named(options, "optimizer", value);
    of.pass("name", "learning_rate", "lr", "is_legacy_optimizer", "jit_compile");
    // What Keras writes about averages that are off, and about distribution.
    of.pass("ema_momentum", "ema_overwrite_frequency");
    of.only("weight_decay", 0);
    of.only("decay", 0);
    of.only("loss_scale_factor", "None");
    Optimizer optimizer =
        switch (KerasObjects.name(value)) {
          case "sgd" -> sgd(of);
          case "adam" ->
              new Optimizer.Adam(
                  of.number("beta_1", 0.9), of.number("beta_2", 0.999), of.number("epsilon", 1e-7));
          default ->
              throw options.refusal(
                  "optimizer = %s is not supported, only sgd (with momentum) and adam"
                      .formatted(value));
        };
    of.finish();
    return optimizer;
  }

  private static Optimizer sgd(Options options) {
    double momentum = options.share("momentum", 0);
    boolean nesterov = options.flag("nesterov", false);
    return momentum == 0 ? new Optimizer.Sgd() : new Optimizer.Momentum(momentum, nesterov);
  }
}
