using System.Globalization;
using Portfolio.Contracts.V1;

namespace Portfolio.JournalBenchmarks;

/// <summary>Entries to record, no two with the same key.</summary>
sealed class Spending
{
    int given;

    /// <summary>How many there were.</summary>
    public int Given => given;

    /// <summary>The next one.</summary>
    public Entry Next()
    {
        var number = Interlocked.Increment(ref given);
        return new Entry
        {
            Month = string.Create(CultureInfo.InvariantCulture, $"{2020 + (number % 120 / 12)}-{1 + (number % 12):00}"),
            Spend = new Money { Pounds = number },
            Source = "finance",
            Key = string.Create(CultureInfo.InvariantCulture, $"key-{number}"),
        };
    }
}
