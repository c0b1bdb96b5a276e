"""Make tools of a document with FastMCP, and print what a language model is given for them, as JSON."""

import asyncio
import json
import sys
from pathlib import Path

import httpx
import yaml
from fastmcp import Client, FastMCP


async def main(file):
    document = json.loads(json.dumps(yaml.safe_load(Path(file).read_text("utf-8")), default=str))
    server = FastMCP.from_openapi(document, client=httpx.AsyncClient(base_url="http://127.0.0.1:9"), name="docs")
    async with Client(server) as client:
        tools = [tool.model_dump(mode="json", by_alias=True, exclude_none=True) for tool in await client.list_tools()]
    print(json.dumps(tools))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
