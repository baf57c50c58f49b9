using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Portfolio.Definitions.Schema;

namespace Portfolio.Definitions;

/// <summary>Takes over the parts of a definition that a field mask names (google.aip.dev/134).</summary>
/// <remarks>Paths have the names of the schema, <c>framework.gain</c>. Lists and maps are taken over whole, and so nothing lies below them.</remarks>
public static class FieldMasks
{
    const string Everything = "*";

    /// <summary>Whether a mask means the whole definition.</summary>
    public static bool IsWhole(FieldMask? mask) => mask is null or { Paths.Count: 0 } || mask.Paths.Contains(Everything);

    /// <summary>What is wrong with a mask, each with the path that is; nothing where all its paths lead to a field.</summary>
    public static IEnumerable<(string Path, string Text)> Wrong(FieldMask mask, MessageDescriptor message) =>
        mask.Paths.Where(path => path != Everything).Select(path => (path, WhyNot(path, message))).Where(each => each.Item2 is not null)!;

    /// <summary>Copies what a mask names from one message to another; what the one does not have, the other loses.</summary>
    public static void Apply(FieldMask mask, IMessage from, IMessage onto)
    {
        foreach (var path in mask.Paths)
            Copy(path.Split('.'), from, onto);
    }

    static void Copy(ReadOnlySpan<string> path, IMessage? from, IMessage onto)
    {
        var field = onto.Descriptor.FindFieldByName(path[0]);
        if (Rules.Of(field).Output)
            return;
        if (path.Length > 1)
        {
            var inner = (IMessage?)(from is null ? null : field.Accessor.GetValue(from));
            if (inner is not null || field.Accessor.GetValue(onto) is not null)
                Copy(path[1..], inner, NumberSlot.Child(onto, field));
            return;
        }

        field.Accessor.Clear(onto);
        if (from is not null && (!field.HasPresence || field.Accessor.HasValue(from)))
            Put(field, from, onto);
    }

    /// <summary>Copies a field by way of a message that holds nothing else, which serves lists, maps and oneofs alike.</summary>
    static void Put(FieldDescriptor field, IMessage from, IMessage onto)
    {
        var only = from.Descriptor.Parser.ParseFrom(from.ToByteString());
        foreach (var other in only.Descriptor.Fields.InFieldNumberOrder().Where(other => other != field && IsOfAnotherCase(other, field)))
            other.Accessor.Clear(only);
        onto.MergeFrom(only.ToByteString());
    }

    static bool IsOfAnotherCase(FieldDescriptor other, FieldDescriptor field) =>
        other.RealContainingOneof is null || other.RealContainingOneof != field.RealContainingOneof;

    static string? WhyNot(string path, MessageDescriptor message)
    {
        var names = path.Split('.');
        for (var i = 0; i < names.Length; i++)
        {
            if (message.FindFieldByName(names[i]) is not { } field)
                return $"unknown path: no {Quote.Of(names[i])} there{Hint(names, i, message)}";
            if (i == names.Length - 1)
                return null;
            if (field.IsRepeated || field.FieldType != FieldType.Message)
                return $"nothing lies below {string.Join('.', names[..(i + 1)])}; name that";
            message = field.MessageType;
        }

        return null;
    }

    /// <summary>The nearest path that there is.</summary>
    static string Hint(string[] names, int at, MessageDescriptor message)
    {
        var above = string.Concat(names[..at].Select(name => name + "."));
        var known = Rules.Writable(message).Select(field => field.Name).ToList();
        return NearestName.Of(names[at], known) is { } nearest ? $"; did you mean {Quote.Of(above + nearest)}?" : NearestName.Hint(names[at], known);
    }
}
