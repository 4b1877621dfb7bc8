"""Radio buttons of which one gets the cursor when the form opens."""

from typing import Any

from django.forms import RadioSelect


class FocusedRadios(RadioSelect):
    """The same buttons as `radios`; the cursor goes to the chosen one, else to the first."""

    def __init__(self, radios: RadioSelect) -> None:
        super().__init__()
        vars(self).update(vars(radios))

    def optgroups(self, *given: Any, **named: Any) -> list[Any]:
        """Django would write `autofocus` on every button, of which a page may have one."""
        groups: list[Any] = super().optgroups(*given, **named)
        options = [option for _, found, _ in groups for option in found]
        chosen = [option for option in options if option["selected"]]
        for option in [*chosen, *options][:1]:
            option["attrs"]["autofocus"] = True
        return groups
