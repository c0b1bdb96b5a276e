"""Import every module of the package ``client`` in the working directory; print how many operations it has."""

import importlib
import os
import pkgutil
import sys

sys.path.insert(0, os.getcwd())
package = importlib.import_module("client")
modules = [importlib.import_module(info.name) for info in pkgutil.walk_packages(package.__path__, "client.")]
print(sum(hasattr(module, "_get_kwargs") for module in modules))
