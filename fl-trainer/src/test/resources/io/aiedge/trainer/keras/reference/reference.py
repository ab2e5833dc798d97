"""Records what Keras makes of some models: outputs, and losses and weights of three steps.

Made with Keras 3 and TensorFlow 2.16.1: python reference.py
"""
import json
import pathlib

import keras
import numpy as np
from keras import layers, optimizers, regularizers

RATE = 0.05
HERE = pathlib.Path(__file__).parent
random = np.random.default_rng(1)


def numbers(*shape):
    return random.normal(0, 1, shape).astype(np.float32)


def listed(values):
    return [float(f"{value:.9g}") for value in np.asarray(values, np.float32).reshape(-1)]


def flat(weights):
    return [value for weight in weights for value in listed(weight)]


def record(name, stack, loss, optimizer, x, y):
    model = keras.Sequential([keras.Input(x.shape[1:])] + stack)
    model.compile(optimizer, loss)
    model.set_weights(
        [
            abs(numbers(*weight.shape)) + 0.5
            if "variance" in variable.path
            else weight + 0.1 * numbers(*weight.shape)
            for variable, weight in zip(model.weights, model.get_weights())
        ]
    )
    training = {"loss": loss, "optimizer": optimizers.serialize(model.optimizer)}
    result = {
        "architecture": json.loads(model.to_json()),
        "training": json.loads(json.dumps(training, default=float)),
        "x": listed(x),
        "y": y.reshape(-1).tolist(),
        "weights": flat(model.get_weights()),
        "output": listed(model(x, training=False)),
    }
    model.optimizer.learning_rate = RATE
    result["losses"] = [float(model.train_on_batch(x, y)) for _ in range(3)]
    result["trained"] = flat(model.get_weights())
    (HERE / f"{name}.json").write_text(json.dumps(result) + "\n")


record(
    "images",
    [
        layers.Conv2D(
            5,
            3,
            strides=2,
            padding="same",
            activation="relu",
            kernel_regularizer=regularizers.L2(0.01),
        ),
        layers.BatchNormalization(momentum=0.9),
        layers.DepthwiseConv2D(3, depth_multiplier=2, padding="same", activation="gelu"),
        layers.MaxPooling2D(2, padding="same"),
        layers.AveragePooling2D(2, strides=1),
        layers.LayerNormalization(),
        layers.Flatten(),
        layers.Reshape((-1, 10)),
        layers.Dense(7, activation="selu"),
        layers.Flatten(),
        layers.Dropout(0.0),
        layers.Dense(6),
        layers.ReLU(),
        layers.Dense(4, activation="softmax"),
    ],
    "sparse_categorical_crossentropy",
    optimizers.SGD(RATE, momentum=0.9, nesterov=True),
    numbers(6, 12, 10, 2),
    random.integers(0, 4, 6),
)
record(
    "global-average",
    [
        layers.Conv2D(4, (3, 2), kernel_initializer="he_normal", use_bias=False),
        layers.Activation("elu"),
        layers.GlobalAveragePooling2D(),
        layers.Dense(3, activation="tanh"),
        layers.Dense(4),
        layers.Softmax(),
    ],
    "sparse_categorical_crossentropy",
    optimizers.Adam(RATE),
    numbers(6, 7, 5, 2),
    random.integers(0, 4, 6),
)
record(
    "two-classes",
    [
        layers.Dense(8, activation="relu"),
        layers.BatchNormalization(center=False),
        layers.Dense(1, activation="sigmoid"),
    ],
    "binary_crossentropy",
    optimizers.SGD(RATE, momentum=0.5),
    numbers(8, 10),
    random.integers(0, 2, 8),
)
record(
    "numbers",
    [layers.Dense(3, activation="tanh")],
    "mean_squared_error",
    optimizers.Adam(RATE),
    numbers(8, 10),
    numbers(8, 3),
)
