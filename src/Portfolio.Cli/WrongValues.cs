using System.CommandLine;
using System.CommandLine.Parsing;

namespace Portfolio.Cli;

/// <summary>Says what the parser found wrong with values and what is missing, in words of the command line; its own are about types.</summary>
static class WrongValues
{
    /// <summary>What is wrong. An option that reads its value itself says so in words that begin with its name, and these stay.</summary>
    public static string Text(ParseError error) => error.SymbolResult switch
    {
        ArgumentResult { Parent: OptionResult option } => Text(error, option),
        OptionResult option => Text(error, option),
        ArgumentResult { Tokens: [], Parent: CommandResult command, Argument: var argument } => $"{NameOf(command)}: {argument.Name} is missing",
        _ => error.Message,
    };

    /// <summary>A command as it is given, such as <c>runs show</c>.</summary>
    static string NameOf(CommandResult command) => command.Parent is CommandResult { Command: not RootCommand } group ? $"{NameOf(group)} {command.Command.Name}" : command.Command.Name;

    static string Text(ParseError error, OptionResult result) => (result.Option, result.Tokens) switch
    {
        ({ Required: true } option, []) when result is { IdentifierToken: null, Parent: CommandResult command } => $"{NameOf(command)}: {option.Name} is missing",
        (var option, []) => $"{option.Name}: its value is missing",
        (var option, [var token]) when !error.Message.StartsWith(option.Name, StringComparison.Ordinal) => $"{option.Name} {token.Value}: {Allowed(option.ValueType)}",
        _ => error.Message,
    };

    static string Allowed(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var number when number == typeof(ulong) => "not a whole number from 0",
        var number when number == typeof(double) => "not a number",
        _ => "not a whole number, or too large",
    };
}
