namespace Portfolio.Definitions.Tests;

/// <summary>The reference case.</summary>
static class NhsAiLab
{
    /// <summary>Its folder, beside the tests.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "nhs-ai-lab");
}
