package io.aiedge.trainer.keras;

import io.aiedge.core.architecture.Optimizer;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.ResourceApplyKerasMomentum;
import org.tensorflow.types.TFloat32;

/** How variables follow their gradients, as part of a graph, with what the optimizer remembers. */
final class Steps {
  private final Ops tf;
  private final Optimizer optimizer;
  private final List<Variable> variables;
  private final List<Variable> first = new ArrayList<>();
  private final List<Variable> second = new ArrayList<>();
  private final List<Variable> powers = new ArrayList<>();

  /** Makes what the optimizer remembers of these variables. */
  Steps(Ops tf, Optimizer optimizer, List<Variable> variables) {
    this.tf = tf;
    this.optimizer = optimizer;
    this.variables = variables;
    boolean adam = optimizer instanceof Optimizer.Adam;
    for (Variable variable : variables) {
      if (!(optimizer instanceof Optimizer.Sgd)) {
        first.add(Variable.in(tf, variable.name() + "_m", variable.dimensions()));
      }
      if (adam) {
        second.add(Variable.in(tf, variable.name() + "_v", variable.dimensions()));
      }
    }
    if (adam) {
      powers.add(Variable.in(tf, "beta1_power", List.of()));
      powers.add(Variable.in(tf, "beta2_power", List.of()));
    }
  }

  /** Whether the optimizer remembers anything. */
  boolean remember() {
    return !first.isEmpty();
  }

  /** Makes the optimizer forget all steps. */
  List<Op> reset() {
    List<Op> resets = new ArrayList<>();
    first.forEach(slot -> resets.add(slot.fill(tf, 0)));
    second.forEach(slot -> resets.add(slot.fill(tf, 0)));
    if (optimizer instanceof Optimizer.Adam adam) {
      resets.add(powers.get(0).assign(tf, tf.constant((float) adam.beta1())));
      resets.add(powers.get(1).assign(tf, tf.constant((float) adam.beta2())));
    }
    return resets;
  }

  /** One step of all variables. */
  List<Op> step(Operand<TFloat32> learningRate, List<Operand<TFloat32>> gradients) {
    List<Op> steps = new ArrayList<>();
    for (int i = 0; i < variables.size(); i++) {
      steps.add(step(i, learningRate, gradients.get(i)));
    }
    if (optimizer instanceof Optimizer.Adam adam) {
      Ops after = tf.withControlDependencies(steps);
      steps.add(decayed(after, powers.get(0), adam.beta1()));
      steps.add(decayed(after, powers.get(1), adam.beta2()));
    }
    return steps;
  }

  private static Op decayed(Ops tf, Variable power, double by) {
    return power.assign(tf, tf.math.mul(power.value(), tf.constant((float) by)));
  }

  private Op step(int place, Operand<TFloat32> learningRate, Operand<TFloat32> gradient) {
    Variable variable = variables.get(place);
    if (optimizer instanceof Optimizer.Momentum momentum) {
      return tf.train.resourceApplyKerasMomentum(
          variable.handle(),
          first.get(place).handle(),
          learningRate,
          gradient,
          tf.constant((float) momentum.momentum()),
          ResourceApplyKerasMomentum.useNesterov(momentum.nesterov()));
    } else if (optimizer instanceof Optimizer.Adam adam) {
      return tf.train.resourceApplyAdam(
          variable.handle(),
          first.get(place).handle(),
          second.get(place).handle(),
          powers.get(0).value(),
          powers.get(1).value(),
          learningRate,
          tf.constant((float) adam.beta1()),
          tf.constant((float) adam.beta2()),
          tf.constant((float) adam.epsilon()),
          gradient);
    }
    return tf.train.resourceApplyGradientDescent(variable.handle(), learningRate, gradient);
  }
}
