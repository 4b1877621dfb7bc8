"""What a figure means, in one or two sentences for people who know no statistics. Pure."""

from .figures import Figure

TOO_FEW = 10  # below this many units a coefficient would say more about luck than about people
WIDE = 0.5  # an interval this wide leaves open whether they agree well or hardly

NAMES = {
    "percent": "The same rating",
    "cohen": "Cohen’s kappa",
    "cohen_weighted": "Cohen’s kappa, weighted",
    "fleiss": "Fleiss’ kappa",
    "alpha_nominal": "Krippendorff’s alpha",
    "alpha_ordinal": "Krippendorff’s alpha, in order",
}
NEAR_MISS = {"cohen_weighted", "alpha_ordinal"}


def sentence(figure: Figure, *, unit: str = "claim", units: str = "claims") -> str:
    """What the figure means, how sure it is, or why there is none."""
    if figure.why == "nothing_twice":
        return f"No {unit} was rated by two people yet."
    if figure.why == "one_value" or figure.value is None:
        return (
            "All ratings are the same one. Chance alone would then agree too, "
            "so this figure cannot tell."
        )
    if figure.units < TOO_FEW:
        counted = f"1 {unit}" if figure.units == 1 else f"{figure.units} {units}"
        return f"Too few to say: {counted} rated by two people. {TOO_FEW} are the least."
    return f"{_meaning(figure, figure.value)} {_sureness(figure, units)}"


def _meaning(figure: Figure, value: float) -> str:
    """What the value says."""
    if figure.name == "percent":
        return f"Of two ratings of the same thing, {round(value * 100)} in 100 are the same."
    near = (
        " Neighbouring ratings count as nearer than distant ones."
        if figure.name in NEAR_MISS
        else ""
    )
    if value <= 0:
        return f"No more agreement than chance would bring.{near}"
    if value >= 0.995:
        return f"They agree throughout.{near}"
    share = f"about {round(value * 100)} in 100 of what chance leaves open"
    return f"They agree in {share}: 0 is chance, 1 is full agreement.{near}"


def _sureness(figure: Figure, units: str) -> str:
    """How far the value may be from what many more units would give."""
    if figure.low is None or figure.high is None:
        return f"With {figure.units} {units} nothing can be said of how sure this is."
    if figure.name == "percent":
        low, high = f"{round(figure.low * 100)}", f"{round(figure.high * 100)}"
    else:
        low, high = f"{figure.low:.2f}", f"{figure.high:.2f}"
    if figure.high - figure.low > WIDE:
        return f"The true value may be anything from {low} to {high}: more {units} are needed."
    return f"The true value probably lies between {low} and {high}."
