using System.Runtime.CompilerServices;

namespace Portfolio.Model.Parameters;

/// <summary>A number for each of the four stages before adoption.</summary>
[InlineArray(Length)]
public struct ByStage
{
    /// <summary>Discovery, development, validation, approval.</summary>
    public const int Length = 4;

    double first;
}
