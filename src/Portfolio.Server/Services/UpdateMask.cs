using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Portfolio.Definitions;

namespace Portfolio.Server.Services;

/// <summary>The field mask of an update.</summary>
static class UpdateMask
{
    /// <summary>Refuses a mask in which a path leads nowhere.</summary>
    /// <returns>Whether it means the whole definition.</returns>
    public static bool RequireKnown(FieldMask? mask, IMessage definition)
    {
        if (mask is not null && FieldMasks.Wrong(mask, definition.Descriptor).ToList() is { Count: > 0 } wrong)
            throw Refusals.Invalid([.. wrong.Select(each => ("update_mask", $"{Quote.Of(each.Path)}: {each.Text}"))]);
        return FieldMasks.IsWhole(mask);
    }

    /// <summary>What is there, with what the mask names taken from a request.</summary>
    public static T Over<T>(FieldMask mask, T requested, T current)
        where T : IMessage<T>
    {
        var changed = current.Clone();
        FieldMasks.Apply(mask, requested, changed);
        return changed;
    }
}
