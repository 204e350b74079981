"""``python -m relnotes``"""

from relnotes.cli import main

main()
