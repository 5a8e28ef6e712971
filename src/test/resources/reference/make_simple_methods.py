"""Figures that the tests of the gallery have in them: biases by least squares, naive Bayes, TF-IDF, distances, an ROC area; by NumPy and scikit-learn."""
import numpy as np
from sklearn.naive_bayes import MultinomialNB
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.decomposition import PCA
# expected stars
for m in (3.6, 0.0, 5.2):
    print("expected", m, repr(1+sum(1/(1+np.exp((k+.5-m)/.35)) for k in range(1,5))))
# biases: ridge, mean fixed
u=[0,0,0,1,1,2]; i=[0,1,2,0,1,2]; r=np.array([5,3,4,4,1,2.])
mu=r.mean(); A=np.zeros((6,6)); 
for n in range(6): A[n,u[n]]=1; A[n,3+i[n]]=1
for lam in (2.,):
    w=np.linalg.solve(A.T@A+lam*np.eye(6),A.T@(r-mu)); print("mu",mu,"user",w[:3].tolist(),"item",w[3:].tolist())
# naive bayes
words=["Deutschland","Finnland","Polen","Finlande","Pologne","Allemagne","Germania","Polonia","Finlandia"]; y=[0,0,0,1,1,1,2,2,2]
cv=CountVectorizer(analyzer='char',ngram_range=(1,3),lowercase=False); X=cv.fit_transform(["<"+w+">" for w in words])
nb=MultinomialNB(alpha=.1).fit(X,y)
for w in ["Estland","Espagne","Spagna","Irland","Irlande","Irlanda","Xyz"]:
    print(w, nb.predict(cv.transform(["<"+w+">"])), nb.predict_joint_log_proba(cv.transform(["<"+w+">"])).tolist())
tv=TfidfVectorizer(analyzer='char',ngram_range=(1,2),lowercase=False,sublinear_tf=True); T=tv.fit_transform(["<Polen>","<Peru>","<Malta>"]).toarray()
print(T.shape); n=tv.get_feature_names_out().tolist(); 
x=tv.transform(["<Palau>"]).toarray()[0]*4
for g in ["<","a","al","P","<P","ta","e"]: print(g, x[n.index(g)])
print("sum",x.sum())
# distances
rng=np.array([[1.2,-.5,.3],[-.7,.1,.9],[.4,-1.1,-.6],[-1.3,1.4,.2],[.4,.1,-.8]])
Z=(rng-rng.mean(0))/rng.std(0); print("Z",Z.tolist())
q=np.array([[1,2,-1.],[0.5,-.5,.25]])
print("znorm",(q**2).sum(1).tolist())
p=PCA(2).fit(Z)
for k in (1,2):
    p=PCA(k).fit(Z); rec=p.inverse_transform(p.transform(q)); print("pca",k,((q-rec)**2).sum(1).tolist())
S=np.cov(Z.T,bias=True); print("maha",[float(a@np.linalg.inv(S)@a) for a in q])
print("nn",[float(((Z-a)**2).sum(1).min()) for a in q])
from sklearn.metrics import roc_auc_score
print(roc_auc_score([0,0,1,1,0,1],[.1,5,3,7,.2,.25]))
