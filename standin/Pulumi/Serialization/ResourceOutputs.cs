using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>All output slots of one resource, by wire name. Creating it assigns the properties.</summary>
internal sealed class ResourceOutputs
{
    private static readonly ConcurrentDictionary<Type, Property[]> Properties = new();

    private readonly Dictionary<string, OutputSlot> _slots = [];

    public ResourceOutputs(Resource resource)
    {
        ImmutableHashSet<Resource> itself = [resource];
        foreach (var property in Properties.GetOrAdd(resource.GetType(), Find))
        {
            var slot = (OutputSlot)property.NewSlot.Invoke(itself);
            property.Setter.Invoke(resource, slot.Output);
            _slots.Add(property.WireName, slot);
        }
    }

    public IEnumerable<KeyValuePair<string, OutputSlot>> Slots => _slots;

    private static Property[] Find(Type resource)
    {
        var found = new List<Property>();
        foreach (var property in resource.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            // A component assigns its own outputs; only the URN comes from the engine.
            if (
                property.GetCustomAttribute<OutputAttribute>() is not { } attribute
                || (resource.IsAssignableTo(typeof(ComponentResource)) && property.DeclaringType != typeof(Resource))
            )
                continue;

            var type = property.PropertyType;
            if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(Output<>))
                throw RunException.OutputsHaveIncorrectType([attribute.Name ?? property.Name]);

            var setter = property
                .DeclaringType!.GetProperty(property.Name, BindingFlags.Public | BindingFlags.Instance)
                ?.GetSetMethod(nonPublic: true)
                ?? throw new InvalidOperationException($"[Output] {resource.FullName}.{property.Name} did not have a 'set' method");
            var newSlot = typeof(OutputSlot<>)
                .MakeGenericType(type.GenericTypeArguments)
                .GetConstructor([typeof(ImmutableHashSet<Resource>)])!;
            found.Add(new Property(attribute.Name ?? property.Name, ConstructorInvoker.Create(newSlot), MethodInvoker.Create(setter)));
        }

        return [.. found];
    }

    private sealed record Property(string WireName, ConstructorInvoker NewSlot, MethodInvoker Setter);
}
