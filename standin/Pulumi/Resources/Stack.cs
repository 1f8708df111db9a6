using System.Reflection;

namespace Pulumi;

/// <summary>The root of all resources. Derive from it, create resources in the constructor, assign [Output] properties.</summary>
public class Stack : ComponentResource
{
    internal const string RootType = "pulumi:pulumi:Stack";

    public Stack(StackOptions? options = null)
        : base(RootType, $"{Deployment.Instance.ProjectName}-{Deployment.Instance.StackName}", Converted(options)) =>
        Deployment.Instance.Inner.Stack = this;

    /// <summary>Called after the derived constructor: its [Output] properties are the stack's outputs.</summary>
    internal void RegisterPropertyOutputs()
    {
        var outputs = new Dictionary<string, object?>();
        foreach (var property in GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var attribute = property.GetCustomAttribute<OutputAttribute>();
            if (attribute != null && !property.DeclaringType!.IsAssignableFrom(typeof(Stack)))
                outputs.Add(attribute.Name ?? property.Name, property.GetValue(this));
        }

        if (Names(outputs, value => value == null) is { Count: > 0 } unassigned)
            throw new RunException(
                $"Output(s) '{string.Join(", ", unassigned)}' have no value assigned. "
                    + "[Output] attributed properties must be assigned inside Stack constructor."
            );
        if (Names(outputs, value => value is not IOutput) is { Count: > 0 } wrong)
            throw RunException.OutputsHaveIncorrectType(wrong);

        RegisterOutputs(outputs);
    }

    private static List<string> Names(Dictionary<string, object?> outputs, Predicate<object?> condition) =>
        [.. outputs.Where(output => condition(output.Value)).Select(output => output.Key)];

    private static ComponentResourceOptions? Converted(StackOptions? options) =>
        options == null
            ? null
            : new ComponentResourceOptions
            {
                ResourceTransformations = options.ResourceTransformations,
                ResourceTransforms = options.ResourceTransforms,
            };
}
