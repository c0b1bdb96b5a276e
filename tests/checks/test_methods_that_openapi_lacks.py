"""A request with a method that OpenAPI lacks is the operation that its dialect names, wherever it is shown."""

from __future__ import annotations

import docgen
from docgen.settings import Settings

PAGE = """# Roles

## List roles

| Method | Path |
|---|---|
| `LIST` | `/roles` |

### Sample request

```sh
curl --request {method} https://api.harbour.example/v1/{path}
```
"""


def codes(tmp_path, **parts):
    (tmp_path / "roles.md").write_text(PAGE.format(**parts))
    return [one.code for one in docgen.lint([tmp_path], settings=Settings()).diagnostics]


def test_an_example_of_it_belongs_to_its_operation(tmp_path):
    assert "DG113" not in codes(tmp_path, method="LIST", path="roles")


def test_an_example_of_another_operation_is_told(tmp_path):
    told = codes(tmp_path, method="LIST", path="moles")
    assert "DG412" in told
    assert "DG113" not in told  # which says the same of the request
