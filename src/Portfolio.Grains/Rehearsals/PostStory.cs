using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Rehearsals;

/// <summary>What happened to a leader's post in a month.</summary>
static class PostStory
{
    /// <summary>Somebody left or came; null where nobody did.</summary>
    /// <param name="before">The post at the end of the month before.</param>
    /// <param name="after">At the end of the month.</param>
    /// <param name="eventOf">The month's event that makes a leader arrive, or leave, if there is one.</param>
    public static Happening? Of(PostStanding before, PostStanding after, Func<bool, BeginningEvent?> eventOf)
    {
        if (before.Occupied == after.Occupied)
            return null;
        var cause = eventOf(after.Occupied) is { } begun ? MonthStory.CauseOf(begun) : MonthStory.CauseOf(Cause.Types.Kind.Chance);
        return before.Occupied
            ? new Happening { Cause = cause, LeaderLeft = new LeaderLeft { MonthsInPost = before.MonthsInPost + 1 } }
            : new Happening { Cause = cause, VacancyFilled = new VacancyFilled { Leader = after.Leader } };
    }
}
