"""Import: what is in this file, and did you understand it? Nothing is stored before it is confirmed."""

from ui import imports, imports_file, imports_list, imports_remembered, imports_storing, places_remembered
from ui.imports_tray import tray

mine = tray()
imports.heading(mine)
imports.drop(mine)
imports.wait(mine)
imports_storing.carry_out(mine)
imports_storing.results(mine)
if mine.uploads:
    imports.decide(mine)
    imports_file.files(mine)
imports_list.latest()
imports_remembered.listed()
places_remembered.listed()
