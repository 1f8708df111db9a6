namespace Pulumi;

/// <summary>The run in progress.</summary>
public sealed class DeploymentInstance
{
    internal DeploymentInstance(Deployment inner) => Inner = inner;

    public string StackName => Inner.StackName;

    public string ProjectName => Inner.ProjectName;

    public string RootDirectory =>
        Inner.RootDirectory
        ?? throw new InvalidOperationException("The Pulumi CLI version does not support root directory. Please update the Pulumi CLI.");

    public string OrganizationName => Inner.OrganizationName;

    /// <summary>True in a preview.</summary>
    public bool IsDryRun => Inner.IsDryRun;

    internal Deployment Inner { get; }

    /// <summary>Unknown, without a call, while an argument or the ID of a resource it depends on is unknown.</summary>
    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        new(new Invocation(Inner, token, args, options).RunAsync<T>());

    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOutputOptions options) =>
        new(new Invocation(Inner, token, args, options).RunAsync<T>());

    public Task<T> InvokeAsync<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        new Invocation(Inner, token, args, options).RunPlainAsync<T>();

    public Task InvokeAsync(string token, InvokeArgs args, InvokeOptions? options = null) =>
        new Invocation(Inner, token, args, options).RunPlainAsync<object>();

    public Output<T> Call<T>(string token, CallArgs args, Resource? self = null, CallOptions? options = null) =>
        new(MethodCall.RunAsync<T>(Inner, token, args, self, options));

    public void Call(string token, CallArgs args, Resource? self = null, CallOptions? options = null) =>
        _ = Call<object>(token, args, self, options);
}
