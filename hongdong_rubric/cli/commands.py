"""Commands whose help is in Chinese throughout, and that are imported when they are run: none pays for another's needs.

click's own options for help and version look for a translation of their English, which takes longer than to parse
a command line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import click

_ANY_OPTIONS = "[选项]"
_A_COMMAND = "命令 [参数]..."


class _Context(click.Context):
    @property
    def formatter_class(self) -> type[click.HelpFormatter]:  # type: ignore[override]
        # Imported here because only the help asks for it.
        from hongdong_rubric.cli.help import HelpFormatter

        return HelpFormatter


def telling(*names: str, said: str, tell: Callable[[click.Context], str]) -> click.Option:
    """An option that only tells something and ends the run."""

    def show(context: click.Context, _: click.Parameter, asked: bool) -> None:
        if asked and not context.resilient_parsing:
            click.echo(tell(context), color=context.color)
            context.exit()

    return click.Option(names, is_flag=True, expose_value=False, is_eager=True, help=said, callback=show)


_HELP = telling("-h", "--help", said="显示本说明。", tell=click.Context.get_help)


class Command(click.Command):
    """A command."""

    context_class = _Context

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **{"options_metavar": _ANY_OPTIONS, **settings})

    def get_help_option(self, ctx: click.Context) -> click.Option:  # noqa: ARG002
        """The option that shows the help."""
        return _HELP


class Group(Command, click.Group):
    """A command that has others below it."""

    command_class = Command

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **{"subcommand_metavar": _A_COMMAND, **settings})


class LazyGroup(Group):
    """A group that knows its commands by ``module:name`` and by the sentence that its help shows for each."""

    def __init__(self, *arguments: Any, lazy: Mapping[str, tuple[str, str]], **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self._lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names, as any group lists them."""
        return sorted(self._lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command itself; None for an unknown name."""
        if cmd_name not in self._lazy:
            return None
        module, _, name = self._lazy[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands in the help, from their sentences alone."""
        told = click.Group(commands=[click.Command(name, help=said) for name, (_, said) in self._lazy.items()])
        told.format_commands(ctx, formatter)
