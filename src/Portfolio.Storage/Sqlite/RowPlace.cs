namespace Portfolio.Storage.Sqlite;

/// <summary>
/// Where a row of a journal is: its feed, and in the lowest 40 bits its position in it. As one number it is the row's own key in SQLite, which then puts a row behind the others without moving any: with feed and position
/// as a key of two columns, three pages were written anew for every few rows. There is room for eight million feeds, and a million million rows of each.
/// </summary>
static class RowPlace
{
    /// <summary>The position in a place.</summary>
    public const string Position = "(place & 0xFFFFFFFFFF)";

    /// <summary>The place of a row.</summary>
    public static long Of(long feed, long position) => (feed << 40) | position;
}
