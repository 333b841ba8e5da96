"""ONNX initializers kept in an external data file, which ONNX Runtime maps instead of reading."""

import os

import numpy as np
import onnx
from onnx import StringStringEntryProto, TensorProto, helper, numpy_helper

ALIGN = 64


class DataFile:
    """One external data file being written. Use as a context manager: it appears under its name only when whole.

    A mapped file must never change under a running process, so the bytes go to a new file that is renamed.
    """

    def __init__(self, folder, name):
        self.path, self.name = folder / name, name
        self.part = folder / f".{name}.{os.getpid()}.part"

    def __enter__(self):
        self.stream = open(self.part, "wb")
        return self

    def add(self, name, array):
        """Append the array; returns the initializer that refers to it."""
        self.stream.write(b"\0" * (-self.stream.tell() % ALIGN))
        array = np.ascontiguousarray(array)
        offset = self.stream.tell()
        self.stream.write(array.tobytes())
        kind = helper.np_dtype_to_tensor_dtype(array.dtype)
        return reference(name, kind, array.shape, self.name, offset, array.nbytes)

    def __exit__(self, kind, error, trace):
        self.stream.close()
        if kind:
            self.part.unlink()
        else:
            os.replace(self.part, self.path)


def reference(name, kind, shape, location, offset, length):
    """An initializer whose bytes lie in `location`."""
    tensor = TensorProto(name=name, data_type=kind, dims=shape, data_location=TensorProto.EXTERNAL)
    for key, value in (("location", location), ("offset", offset), ("length", length)):
        tensor.external_data.append(StringStringEntryProto(key=key, value=str(value)))
    return tensor


def viewed(tensor, name, shape):
    """A second initializer over the same bytes, in another shape."""
    at = {entry.key: entry.value for entry in tensor.external_data}
    assert np.prod(shape) == np.prod(tensor.dims)
    return reference(name, tensor.data_type, shape, at["location"], at["offset"], at["length"])


def read(path, wanted=lambda name: True):
    """{name: array} of a graph's initializers whose names are wanted, those in data files beside it too."""
    chosen = [t for t in onnx.load(path, load_external_data=False).graph.initializer if wanted(t.name)]
    for tensor in chosen:
        if tensor.data_location == TensorProto.EXTERNAL:
            onnx.external_data_helper.load_external_data_for_tensor(tensor, str(path.parent))
    return {t.name: numpy_helper.to_array(t) for t in chosen}
