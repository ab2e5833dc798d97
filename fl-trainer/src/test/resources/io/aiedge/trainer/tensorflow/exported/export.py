"""Exports a trainable model that keeps the contract, as a data scientist would from Python.

Made with TensorFlow 2.16.1: python export.py
Logistic regression of two features with gradient descent; the weights start at 0.5, -0.25 and 0.1.
"""
import pathlib

import tensorflow as tf

F32, I32 = tf.float32, tf.int32
ROWS = tf.TensorSpec([None, 2], F32)
CLASSES = tf.TensorSpec([None], I32)


class Model(tf.Module):
    def __init__(self):
        self.kernel = tf.Variable([[0.5], [-0.25]], name="kernel")
        self.bias = tf.Variable([0.1], name="bias")

    def logits(self, x):
        return tf.matmul(x, self.kernel) + self.bias

    def score(self, x, y):
        z = self.logits(x)[:, 0]
        losses = tf.nn.sigmoid_cross_entropy_with_logits(tf.cast(y, F32), z)
        correct = tf.reduce_sum(tf.cast(tf.equal(z > 0, y == 1), F32))
        return losses, correct

    @tf.function(input_signature=[ROWS, CLASSES, tf.TensorSpec([], F32)])
    def train(self, x, y, learning_rate):
        with tf.GradientTape() as tape:
            losses, correct = self.score(x, y)
            loss = tf.reduce_mean(losses)
        weights = [self.kernel, self.bias]
        for weight, gradient in zip(weights, tape.gradient(loss, weights)):
            weight.assign_sub(learning_rate * gradient)
        return {"loss": loss, "correct": correct}

    @tf.function(input_signature=[ROWS, CLASSES])
    def evaluate(self, x, y):
        losses, correct = self.score(x, y)
        return {"loss_sum": tf.reduce_sum(losses), "correct": correct}

    @tf.function(input_signature=[])
    def get_weights(self):
        return {"w000": tf.identity(self.kernel), "w001": tf.identity(self.bias)}

    @tf.function(input_signature=[tf.TensorSpec([2, 1], F32), tf.TensorSpec([1], F32)])
    def set_weights(self, w000, w001):
        self.kernel.assign(w000)
        self.bias.assign(w001)
        return {"ok": tf.constant(1)}

    @tf.function(input_signature=[ROWS])
    def serve(self, x):
        return {"logits": self.logits(x)}


model = Model()
tf.saved_model.save(
    model,
    str(pathlib.Path(__file__).parent),
    signatures={
        "train": model.train,
        "evaluate": model.evaluate,
        "get_weights": model.get_weights,
        "set_weights": model.set_weights,
        "serving_default": model.serve,
    },
)
