namespace Portfolio.Analysis.Stopping;

/// <summary>A stopping rule that names what is not there.</summary>
/// <param name="path">Path of the field that is wrong, within the rule, such as <c>within[0].outcome</c>.</param>
/// <param name="reason">What is wrong, and what is allowed.</param>
public sealed class StoppingRuleException(string path, string reason) : Exception($"{path}: {reason}")
{
    /// <summary>Path of the field that is wrong, within the rule.</summary>
    public string Path => path;

    /// <summary>What is wrong, and what is allowed.</summary>
    public string Reason => reason;
}
