"""Whether ONNX's own checker accepts every .onnx file of some folders: check.py FOLDER…"""

import pathlib
import sys

import onnx

paths = [path for folder in sys.argv[1:] for path in sorted(pathlib.Path(folder).glob("*.onnx"))]
for path in paths:
    model = onnx.load(str(path))
    onnx.checker.check_model(model, full_check=True)  # full: shapes and types are inferred, and have to agree
    inferred = onnx.shape_inference.infer_shapes(model, strict_mode=True, data_prop=True)
    for value in list(inferred.graph.input) + list(inferred.graph.output):
        dims = value.type.tensor_type.shape.dim
        of_sequences = dims[1].dim_param == "steps"
        assert dims[0].dim_param == "batch" and all(size.dim_value > 0 for size in dims[1 + of_sequences:]), path
    assert model.producer_name == "constprop" and [o.version for o in model.opset_import] == [17], path
print(f"onnx {onnx.__version__} accepts {len(paths)} models")
sys.exit(0 if paths else 1)
