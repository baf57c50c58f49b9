namespace Portfolio.Analysis;

/// <summary>A question that cannot be asked of its scenarios.</summary>
/// <param name="path">Path of the field that is wrong, within the question, such as <c>claimants[2]</c>.</param>
/// <param name="reason">What is wrong, and what is allowed.</param>
public sealed class QuestionException(string path, string reason) : Exception($"{path}: {reason}")
{
    /// <summary>Path of the field that is wrong, within the question.</summary>
    public string Path => path;

    /// <summary>What is wrong, and what is allowed.</summary>
    public string Reason => reason;
}
