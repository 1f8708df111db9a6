using System.Reflection;

namespace Pulumi;

/// <summary>A resource that only groups others.</summary>
public class ComponentResource : Resource
{
    public ComponentResource(string type, string name, ComponentResourceOptions? options = null)
        : this(type, name, ResourceArgs.Empty, options, remote: false) { }

    /// <param name="remote">True only in generated classes whose children another process creates; not supported here.</param>
    public ComponentResource(string type, string name, ResourceArgs? args, ComponentResourceOptions? options = null, bool remote = false)
        : base(type, name, custom: false, args ?? ResourceArgs.Empty, options ?? new ComponentResourceOptions())
    {
        if (remote)
            throw new NotSupportedException($"{type}: remote components need the real Pulumi package.");
    }

    /// <summary>Registers every property marked with <see cref="OutputAttribute"/>.</summary>
    protected void RegisterOutputs()
    {
        var outputs =
            from property in GetType().GetProperties()
            let attribute = property.GetCustomAttribute<OutputAttribute>()
            where attribute != null && property.Name != nameof(Urn)
            let name = string.IsNullOrWhiteSpace(attribute.Name) ? property.Name : attribute.Name
            select KeyValuePair.Create(name, property.GetValue(this));
        RegisterOutputs(outputs.ToDictionary());
    }

    protected void RegisterOutputs(IDictionary<string, object?> outputs) =>
        RegisterOutputs(Task.FromResult(outputs ?? throw new ArgumentNullException(nameof(outputs))));

    protected void RegisterOutputs(Task<IDictionary<string, object?>> outputs) =>
        RegisterOutputs(Output.Create(outputs ?? throw new ArgumentNullException(nameof(outputs))));

    protected void RegisterOutputs(Output<IDictionary<string, object?>> outputs) =>
        Deployment.Instance.Inner.RegisterOutputs(this, outputs ?? throw new ArgumentNullException(nameof(outputs)));
}
