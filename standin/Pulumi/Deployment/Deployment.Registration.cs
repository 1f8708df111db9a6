namespace Pulumi;

public sealed partial class Deployment
{
    /// <summary>Starts registering; the run ends only when registration is complete.</summary>
    internal void Register(Resource resource, ResourceArgs args, ResourceOptions options) =>
        Runner.Watch(new Registration(this, resource, args, options).RunAsync());

    internal void RegisterOutputs(Resource resource, Output<IDictionary<string, object?>> outputs)
    {
        Runner.Watch(RegisterAsync());

        async Task RegisterAsync()
        {
            var urn = await resource.Urn.GetValueAsync(whenUnknown: "").ConfigureAwait(false);
            var values = await outputs.GetValueAsync(whenUnknown: new Dictionary<string, object?>()).ConfigureAwait(false);
            var serialized = await Serialization.SerializedProperty.OfAllAsync(values).ConfigureAwait(false);
            await Monitor.RegisterOutputsAsync(urn, serialized).ConfigureAwait(false);
        }
    }
}
