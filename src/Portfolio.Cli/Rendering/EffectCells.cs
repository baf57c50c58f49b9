using Portfolio.Contracts.V1;
using Spectre.Console;

namespace Portfolio.Cli.Rendering;

/// <summary>Cells of effects, as markup. What cannot be told from 0 is grey where 0 means that there is none.</summary>
static class EffectCells
{
    const string None = "–";

    /// <summary>A difference and its 95 % interval.</summary>
    public static string Difference(Effect? effect, Scale scale) =>
        IsThere(effect) ? Grey(effect!, scale.Signed(effect!.Value) + Interval(effect, " ", scale.Signed)) : None;

    /// <summary>A difference and half its 95 % interval.</summary>
    public static string Change(Effect? effect, Scale scale) =>
        IsThere(effect) ? Grey(effect!, scale.SignedAround(effect!.Value, HalfWidth(effect))) : None;

    /// <summary>A difference whose interval there is no room for.</summary>
    public static string ValueAlone(Effect? effect, Scale scale) => IsThere(effect) ? Grey(effect!, scale.Signed(effect!.Value)) : None;

    /// <summary>A mean and half its 95 % interval.</summary>
    public static string Mean(Effect? effect, Scale scale) =>
        IsThere(effect) ? scale.Around(effect!.Value, HalfWidth(effect)).EscapeMarkup() : None;

    /// <summary>A share and half its 95 % interval.</summary>
    public static string Share(Effect? effect, Scale scale) =>
        IsThere(effect) ? Grey(effect!, scale.Around(effect!.Value, HalfWidth(effect))) : None;

    /// <summary>A quotient, and below it its 95 % interval, which lies around it unevenly.</summary>
    public static string Quotient(Effect? effect, Scale scale) =>
        IsThere(effect) ? (scale.Text(effect!.Value) + Interval(effect, "\n", scale.Text)).EscapeMarkup() : None;

    /// <summary>Half the width of the 95 % interval.</summary>
    public static double HalfWidth(Effect effect) => (effect.High - effect.Low) / 2;

    static bool IsThere(Effect? effect) => effect is { Count: > 0 };

    static string Interval(Effect effect, string before, Func<double, string> text) => effect.Low < effect.High ? $"{before}({text(effect.Low)} to {text(effect.High)})" : "";

    static string Grey(Effect effect, string text) => effect.Clear ? text.EscapeMarkup() : $"[grey]{text.EscapeMarkup()}[/]";
}
