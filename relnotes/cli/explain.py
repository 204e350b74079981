"""explain: the manual page of a rule, with its examples as lint sees them."""

import shutil

import click

from relnotes.cli.options import Settings, common
from relnotes.lint.rules import BY_NAME, canonical


@click.command()
@click.argument("rule", required=False)
@click.option("--all", "everything", is_flag=True, help="The pages of all rules.")
@common
@click.pass_obj
def explain(settings: Settings, rule: str | None, everything: bool) -> None:  # noqa: ARG001 - click's signature
    """What a rule of lint means, and what to do; without a name, the list of all rules."""
    from relnotes.lint.manual import index, page

    if everything:
        click.echo("\n\n".join(page(BY_NAME[name]) for name in BY_NAME))
        return
    if rule is None:
        click.echo(index(max(60, shutil.get_terminal_size().columns)))
        return
    name = canonical(rule)
    if name is None:
        from relnotes.cli.lint import no_rule

        raise click.UsageError(no_rule(rule))
    click.echo(page(BY_NAME[name]))
