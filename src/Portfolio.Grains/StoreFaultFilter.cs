namespace Portfolio.Grains;

/// <summary>Puts a grain away whose store failed during a call, so that the next call finds what is stored and not what could not be kept.</summary>
sealed class StoreFaultFilter : IIncomingGrainCallFilter
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
