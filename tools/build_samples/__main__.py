"""`python -m tools.build_samples [FOLDER]`: writes the sample workbooks into data/sample (or FOLDER)."""

import sys
from pathlib import Path

from tools.build_samples import sheets
from tools.build_samples.binary_workbook import xlsb
from tools.build_samples.workbooks import locked, ods, xls, xlsx

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "sample"
PASSWORD = "Kennwort"


def build() -> dict[str, bytes]:
    """File name → content of every sample that is a workbook; the broken one is a good one cut off half way."""
    association = xlsx((sheets.ASSOCIATION,))
    return {
        "Kunststoff-Cluster Nordbayern_Rückmeldungen Mitglieder_27.03.2020.xlsx": association,
        "Abfrage Textil und Konfektion KW13.xlsx": xlsx((sheets.MATRIX,)),
        "Verband_Abfrage_Lieferfähigkeit_Stand0204.xlsx": xlsx((sheets.TWO_HEADERS,)),
        "Ministerium_Angebote_und_Bedarfe_KW14_final2.xlsx": xlsx(sheets.MINISTRY),
        "3D-Druck Netzwerk Hochschulen Geräteliste.xls": xls(sheets.MACHINES),
        "additive_network_members_nordic_benelux.ods": ods(sheets.NETWORK),
        "Overseas offers via embassies.xlsb": xlsb(sheets.OVERSEAS),
        "Lieferantenliste_passwortgeschützt.xlsx": locked(xlsx((sheets.SUPPLIERS,)), PASSWORD),
        "Anhang_beschädigt.xlsx": association[: len(association) // 2],
    }


def main(arguments: list[str]) -> None:
    """Writes the files and says which."""
    folder = Path(arguments[0]) if arguments else SAMPLES
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in build().items():
        (folder / name).write_bytes(content)
        print(f"{name}: {len(content)} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
