"""Many visitors at once, without browsers: how long they wait, what that costs the server, what idle ones cost.

`make load` measures with 100,000 invented offers; `python -m tools.load --help` lists what can be asked.
"""
