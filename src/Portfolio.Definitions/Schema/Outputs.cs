using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Portfolio.Definitions.Schema;

/// <summary>What only a server says of a definition: its name, revision, etag and times. What nobody writes is no part of what a definition means.</summary>
public static class Outputs
{
    /// <summary>Takes it out of a definition and of all that lies in it.</summary>
    public static void Clear(IMessage definition)
    {
        foreach (var field in definition.Descriptor.Fields.InFieldNumberOrder().Where(field => Rules.Of(field).Output))
            field.Accessor.Clear(definition);
        foreach (var inner in definition.Descriptor.Fields.InFieldNumberOrder().Where(field => field.IsRepeated && !field.IsMap && HasOutputs(field)))
        {
            foreach (var item in ((IList)inner.Accessor.GetValue(definition)).Cast<IMessage>())
                Clear(item);
        }
    }

    /// <summary>A copy of a definition without it.</summary>
    public static T Without<T>(T definition)
        where T : IMessage<T>
    {
        var copy = definition.Clone();
        Clear(copy);
        return copy;
    }

    static bool HasOutputs(FieldDescriptor field) =>
        field.FieldType == FieldType.Message && field.MessageType.Fields.InFieldNumberOrder().Any(inner => Rules.Of(inner).Output);
}
