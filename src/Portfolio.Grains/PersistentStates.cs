namespace Portfolio.Grains;

/// <summary>Writing what a grain keeps.</summary>
static class PersistentStates
{
    /// <summary>Writes the state; where that fails, the grain goes back to what is stored, so that nobody reads what was never kept.</summary>
    public static async Task Keep<T>(this IPersistentState<T> state)
    {
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            await state.ReadStateAsync();
            throw;
        }
    }
}
