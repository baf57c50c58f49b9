namespace Portfolio.Grains.Definitions;

/// <summary>Whether a write fits what is there.</summary>
static class Presence
{
    /// <summary>Refuses to create what exists, and to change what does not.</summary>
    public static void Require(bool exists, WriteMode mode, string resource)
    {
        if (exists && mode.MustBeNew)
            throw new RefusedException(Refusal.AlreadyExists, resource, "there is one already");
        if (!exists && !mode.MayBeNew)
            throw new RefusedException(Refusal.NotFound, resource, "there is no such resource");
    }
}
