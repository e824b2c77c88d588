"""A calendar in memory keeps the contract, so that stories told on it hold everywhere."""

from pathlib import Path

from followup_cal.stores.protocol import Store
from stores.contract import INTERVIEW, StoreContract
from stores.memory import Memory, MemoryStore


class TestContract(StoreContract):
    def make_store(self, tmp_path: Path, objects: list[bytes]) -> Store:  # noqa: ARG002 - it needs no room
        self.memory = Memory({f"{number}.ics": data for number, data in enumerate(objects)})
        return MemoryStore(self.memory)

    def reopened(self, store: Store) -> Store:
        return MemoryStore(self.memory, store.name)

    def foreign_bytes(self, store: Store) -> bytes:  # noqa: ARG002 - there is but one
        return repr({name: data for name, data in self.memory.objects.items() if b"@followup-cal" not in data}).encode()

    def rename_behind_its_back(self, store: Store, old: str, new: str) -> None:  # noqa: ARG002 - there is but one
        for name, data in self.memory.objects.items():
            self.memory.objects[name] = data.replace(f"SUMMARY:{old}".encode(), f"SUMMARY:{new}".encode())

    def spoil(self, store: Store) -> None:  # noqa: ARG002 - there is but one
        self.memory.objects["broken.ics"] = INTERVIEW[:-60]

    def forbid(self, store: Store) -> None:  # noqa: ARG002 - there is but one
        self.memory.read_only = True
