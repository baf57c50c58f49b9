namespace Portfolio.Grains;

/// <summary>A grain that holds what is stored. It is put away when its store fails during a call, so that the next call finds what is stored and not what could not be kept.</summary>
/// <remarks>Not a filter of the silo: calls of all grains would go through it, and be slower by several tasks each.</remarks>
abstract class StoredGrain : Grain, IIncomingGrainCallFilter
{
    /// <inheritdoc/>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (StoreException fault)
        {
            context.TargetContext.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, fault, "the store failed"));
            throw;
        }
    }
}
