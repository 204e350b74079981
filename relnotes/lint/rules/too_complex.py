"""A file that is more than a note: nested too deep, too long, or written with YAML's aliases.

Some such texts crash or stall the programs that read them, so relnotes does not try: front matter ends at 32 levels and
5,000 parts, a note at 1 MiB, and `*aliases` are not followed. Write the values out, flat, or move the file elsewhere.
"""

from relnotes.model import Severity

CODE = "RN005"
SEVERITY: Severity = "error"
GOOD = ("---\ntype: person\ninterests: [eBPF, pottery]\n---\n",)
BAD = ("---\ntype: person\ninterests: &all [eBPF]\ngoals: ‹*all›\n---\n",)
