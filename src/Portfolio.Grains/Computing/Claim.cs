namespace Portfolio.Grains.Computing;

/// <summary>On whose behalf something is computed.</summary>
/// <param name="Workspace">The workspace: each gets its turn, however much the others want. Null for what belongs to none.</param>
/// <param name="IsBatch">Whether nobody waits for it, so that what somebody waits for goes first.</param>
public readonly record struct Claim(string? Workspace, bool IsBatch)
{
    /// <summary>What somebody waits for: of a run, a study or whatever else lies in a workspace.</summary>
    /// <param name="name">Resource name.</param>
    public static Claim Of(string name) => new(WorkspaceOf(name), false);

    /// <summary>What belongs to a batch.</summary>
    /// <param name="name">Resource name of the batch or of something in it.</param>
    public static Claim OfBatch(string name) => new(WorkspaceOf(name), true);

    static string WorkspaceOf(string name) => name.Split('/') is ["workspaces", var workspace, ..] ? workspace : "";
}
