using System.Globalization;
using Portfolio.Cli.Commands;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Model;

namespace Portfolio.Cli.Rehearsing;

/// <summary>A line at the table that says nothing that could be done, and why.</summary>
sealed class WordsException(string message) : Exception(message);

/// <summary>The words of a line, taken one after the other.</summary>
/// <param name="line">The line.</param>
sealed class Words(string line)
{
    readonly string[] words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    int next;

    /// <summary>Whether there are no more.</summary>
    public bool AreOver => next == words.Length;

    /// <summary>The next word.</summary>
    /// <param name="what">What it should be, for who left it out.</param>
    /// <exception cref="WordsException">There is none.</exception>
    public string Next(string what) => AreOver ? throw new WordsException($"{words[0]}: {what} is missing") : words[next++];

    /// <summary>Takes the next word if it is this one.</summary>
    public bool Take(string word)
    {
        if (!IsNext(word))
            return false;
        next++;
        return true;
    }

    /// <summary>Whether the next word is this one.</summary>
    public bool IsNext(string word) => !AreOver && words[next] == word;

    /// <summary>All that is left, as it was written.</summary>
    public string Rest()
    {
        var rest = line.Trim();
        for (var i = 0; i < next; i++)
            rest = rest[words[i].Length..].TrimStart();
        next = words.Length;
        return rest;
    }

    /// <summary>The words up to a keyword or the end.</summary>
    public IEnumerable<string> Until(params IReadOnlyList<string> keywords)
    {
        while (!AreOver && !keywords.Contains(words[next]))
            yield return words[next++];
    }

    /// <summary>The next word as a number; a percentage is a hundredth of what it says.</summary>
    /// <exception cref="WordsException">It is none.</exception>
    public Number Number(string what)
    {
        var text = Next(what);
        var isPercentage = text.EndsWith('%');
        return double.TryParse(isPercentage ? text[..^1] : text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? new Number { Value = isPercentage ? value / 100 : value }
            : throw new WordsException($"{words[0]}: \"{text}\" is not {what}; allowed: a number such as 0.6, or 60%");
    }

    /// <summary>The next word as a whole number.</summary>
    /// <exception cref="WordsException">It is none from 1 to the most that is allowed.</exception>
    public int Whole(string what, int most)
    {
        var text = Next(what);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= 1 && value <= most
            ? value
            : throw new WordsException(string.Create(CultureInfo.InvariantCulture, $"{words[0]}: \"{text}\" is not {what}; allowed: 1 to {most:N0}"));
    }

    /// <summary>The next word as a sum of money; below 0 with a sign.</summary>
    /// <exception cref="WordsException">It is none.</exception>
    public Number Money(string what)
    {
        var text = Next(what);
        var isTaken = text.StartsWith('-');
        return Pounds.Parse(isTaken ? text[1..] : text) is { } pounds
            ? new Number { Value = isTaken ? -pounds : pounds }
            : throw new WordsException($"{words[0]}: \"{text}\" is not {what}; allowed: pounds such as 250000, 250k, 1.5m or -2m");
    }

    /// <summary>The next word as a month.</summary>
    /// <exception cref="WordsException">It is none.</exception>
    public string CalendarMonth()
    {
        var text = Next("a month");
        return Month.TryParse(text, out _) ? text : throw new WordsException($"{words[0]}: \"{text}\" is not a month; allowed: yyyy-MM, such as 2022-04");
    }

    /// <summary>The next word as a moment.</summary>
    /// <exception cref="WordsException">It is none.</exception>
    public Moment Moment()
    {
        var text = Next("a month");
        if (Month.TryParse(text, out var month))
            return new Moment(month, 0);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? new Moment(null, count)
            : throw new WordsException($"{words[0]}: \"{text}\" is neither a month (yyyy-MM) nor how many have been lived through");
    }

    /// <summary>One of some names.</summary>
    /// <exception cref="WordsException">It is none of them.</exception>
    public string OneOf(string what, IReadOnlyCollection<string> allowed)
    {
        var text = Next(what);
        return allowed.Contains(text) ? text : throw new WordsException($"{words[0]}: \"{text}\" is not {what}; allowed: {string.Join(", ", allowed)}{NearestName.Hint(text, allowed)}");
    }

    /// <summary>Makes sure that everything was taken.</summary>
    /// <exception cref="WordsException">Something is left.</exception>
    public void End()
    {
        if (!AreOver)
            throw new WordsException($"{words[0]}: \"{words[next]}\" is one word too many");
    }
}
