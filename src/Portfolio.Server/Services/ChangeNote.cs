using Portfolio.Contracts.V1;

namespace Portfolio.Server.Services;

/// <summary>Who changes a definition, and why, as a request says it.</summary>
static class ChangeNote
{
    const int LongestAuthor = 200;
    const int LongestReason = 2000;

    /// <summary>Refuses what is too long to be kept with every revision.</summary>
    public static Change Checked(Change? change)
    {
        if (change?.Author.Length > LongestAuthor)
            throw Refusals.Invalid("change.author", $"has {change.Author.Length} characters; allowed: at most {LongestAuthor}");
        if (change?.Reason.Length > LongestReason)
            throw Refusals.Invalid("change.reason", $"has {change.Reason.Length} characters; allowed: at most {LongestReason}");
        return change ?? new Change();
    }
}
