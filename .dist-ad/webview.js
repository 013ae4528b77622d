var fi=Object.defineProperty;var gi=Object.getOwnPropertyDescriptor;var un=o=>{throw TypeError(o)};var y=(o,e,t,n)=>{for(var s=n>1?void 0:n?gi(e,t):e,i=o.length-1,r;i>=0;i--)(r=o[i])&&(s=(n?r(e,t,s):r(s))||s);return n&&s&&fi(e,t,s),s};var $o=(o,e,t)=>e.has(o)||un("Cannot "+t);var $=(o,e,t)=>($o(o,e,"read from private field"),t?t.call(o):e.get(o)),M=(o,e,t)=>e.has(o)?un("Cannot add the same private member more than once"):e instanceof WeakSet?e.add(o):e.set(o,t),X=(o,e,t,n)=>($o(o,e,"write to private field"),n?n.call(o,t):e.set(o,t),t),v=(o,e,t)=>($o(o,e,"access private method"),t);var It=globalThis,Bt=It.ShadowRoot&&(It.ShadyCSS===void 0||It.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,So=Symbol(),mn=new WeakMap,ct=class{constructor(e,t,n){if(this._$cssResult$=!0,n!==So)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(Bt&&e===void 0){let n=t!==void 0&&t.length===1;n&&(e=mn.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),n&&mn.set(t,e))}return e}toString(){return this.cssText}},Ke=o=>new ct(typeof o=="string"?o:o+"",void 0,So),x=(o,...e)=>{let t=o.length===1?o[0]:e.reduce((n,s,i)=>n+(r=>{if(r._$cssResult$===!0)return r.cssText;if(typeof r=="number")return r;throw Error("Value passed to 'css' function must be a 'css' function result: "+r+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(s)+o[i+1],o[0]);return new ct(t,o,So)},fn=(o,e)=>{if(Bt)o.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let n=document.createElement("style"),s=It.litNonce;s!==void 0&&n.setAttribute("nonce",s),n.textContent=t.cssText,o.appendChild(n)}},ko=Bt?o=>o:o=>o instanceof CSSStyleSheet?(e=>{let t="";for(let n of e.cssRules)t+=n.cssText;return Ke(t)})(o):o;var{is:bi,defineProperty:yi,getOwnPropertyDescriptor:vi,getOwnPropertyNames:xi,getOwnPropertySymbols:_i,getPrototypeOf:wi}=Object,Tt=globalThis,gn=Tt.trustedTypes,$i=gn?gn.emptyScript:"",Si=Tt.reactiveElementPolyfillSupport,dt=(o,e)=>o,pt={toAttribute(o,e){switch(e){case Boolean:o=o?$i:null;break;case Object:case Array:o=o==null?o:JSON.stringify(o)}return o},fromAttribute(o,e){let t=o;switch(e){case Boolean:t=o!==null;break;case Number:t=o===null?null:Number(o);break;case Object:case Array:try{t=JSON.parse(o)}catch{t=null}}return t}},Lt=(o,e)=>!bi(o,e),bn={attribute:!0,type:String,converter:pt,reflect:!1,useDefault:!1,hasChanged:Lt};Symbol.metadata??=Symbol("metadata"),Tt.litPropertyMetadata??=new WeakMap;var de=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=bn){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let n=Symbol(),s=this.getPropertyDescriptor(e,n,t);s!==void 0&&yi(this.prototype,e,s)}}static getPropertyDescriptor(e,t,n){let{get:s,set:i}=vi(this.prototype,e)??{get(){return this[t]},set(r){this[t]=r}};return{get:s,set(r){let a=s?.call(this);i?.call(this,r),this.requestUpdate(e,a,n)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??bn}static _$Ei(){if(this.hasOwnProperty(dt("elementProperties")))return;let e=wi(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(dt("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(dt("properties"))){let t=this.properties,n=[...xi(t),..._i(t)];for(let s of n)this.createProperty(s,t[s])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[n,s]of t)this.elementProperties.set(n,s)}this._$Eh=new Map;for(let[t,n]of this.elementProperties){let s=this._$Eu(t,n);s!==void 0&&this._$Eh.set(s,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let n=new Set(e.flat(1/0).reverse());for(let s of n)t.unshift(ko(s))}else e!==void 0&&t.push(ko(e));return t}static _$Eu(e,t){let n=t.attribute;return n===!1?void 0:typeof n=="string"?n:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let n of t.keys())this.hasOwnProperty(n)&&(e.set(n,this[n]),delete this[n]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return fn(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,n){this._$AK(e,n)}_$ET(e,t){let n=this.constructor.elementProperties.get(e),s=this.constructor._$Eu(e,n);if(s!==void 0&&n.reflect===!0){let i=(n.converter?.toAttribute!==void 0?n.converter:pt).toAttribute(t,n.type);this._$Em=e,i==null?this.removeAttribute(s):this.setAttribute(s,i),this._$Em=null}}_$AK(e,t){let n=this.constructor,s=n._$Eh.get(e);if(s!==void 0&&this._$Em!==s){let i=n.getPropertyOptions(s),r=typeof i.converter=="function"?{fromAttribute:i.converter}:i.converter?.fromAttribute!==void 0?i.converter:pt;this._$Em=s;let a=r.fromAttribute(t,i.type);this[s]=a??this._$Ej?.get(s)??a,this._$Em=null}}requestUpdate(e,t,n,s=!1,i){if(e!==void 0){let r=this.constructor;if(s===!1&&(i=this[e]),n??=r.getPropertyOptions(e),!((n.hasChanged??Lt)(i,t)||n.useDefault&&n.reflect&&i===this._$Ej?.get(e)&&!this.hasAttribute(r._$Eu(e,n))))return;this.C(e,t,n)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:n,reflect:s,wrapped:i},r){n&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,r??t??this[e]),i!==!0||r!==void 0)||(this._$AL.has(e)||(this.hasUpdated||n||(t=void 0),this._$AL.set(e,t)),s===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[s,i]of this._$Ep)this[s]=i;this._$Ep=void 0}let n=this.constructor.elementProperties;if(n.size>0)for(let[s,i]of n){let{wrapped:r}=i,a=this[s];r!==!0||this._$AL.has(s)||a===void 0||this.C(s,void 0,i,a)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(n=>n.hostUpdate?.()),this.update(t)):this._$EM()}catch(n){throw e=!1,this._$EM(),n}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};de.elementStyles=[],de.shadowRootOptions={mode:"open"},de[dt("elementProperties")]=new Map,de[dt("finalized")]=new Map,Si?.({ReactiveElement:de}),(Tt.reactiveElementVersions??=[]).push("2.1.2");var Co=globalThis,yn=o=>o,Dt=Co.trustedTypes,vn=Dt?Dt.createPolicy("lit-html",{createHTML:o=>o}):void 0,Mo="$lit$",pe=`lit$${Math.random().toFixed(9).slice(2)}$`,Ao="?"+pe,ki=`<${Ao}>`,Ee=document,ut=()=>Ee.createComment(""),mt=o=>o===null||typeof o!="object"&&typeof o!="function",Ro=Array.isArray,kn=o=>Ro(o)||typeof o?.[Symbol.iterator]=="function",Po=`[ 	
\f\r]`,ht=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,xn=/-->/g,_n=/>/g,Ae=RegExp(`>|${Po}(?:([^\\s"'>=/]+)(${Po}*=${Po}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),wn=/'/g,$n=/"/g,Pn=/^(?:script|style|textarea|title)$/i,Eo=o=>(e,...t)=>({_$litType$:o,strings:e,values:t}),h=Eo(1),Cn=Eo(2),Ir=Eo(3),N=Symbol.for("lit-noChange"),f=Symbol.for("lit-nothing"),Sn=new WeakMap,Re=Ee.createTreeWalker(Ee,129);function Mn(o,e){if(!Ro(o)||!o.hasOwnProperty("raw"))throw Error("invalid template strings array");return vn!==void 0?vn.createHTML(e):e}var An=(o,e)=>{let t=o.length-1,n=[],s,i=e===2?"<svg>":e===3?"<math>":"",r=ht;for(let a=0;a<t;a++){let l=o[a],c,u,m=-1,g=0;for(;g<l.length&&(r.lastIndex=g,u=r.exec(l),u!==null);)g=r.lastIndex,r===ht?u[1]==="!--"?r=xn:u[1]!==void 0?r=_n:u[2]!==void 0?(Pn.test(u[2])&&(s=RegExp("</"+u[2],"g")),r=Ae):u[3]!==void 0&&(r=Ae):r===Ae?u[0]===">"?(r=s??ht,m=-1):u[1]===void 0?m=-2:(m=r.lastIndex-u[2].length,c=u[1],r=u[3]===void 0?Ae:u[3]==='"'?$n:wn):r===$n||r===wn?r=Ae:r===xn||r===_n?r=ht:(r=Ae,s=void 0);let b=r===Ae&&o[a+1].startsWith("/>")?" ":"";i+=r===ht?l+ki:m>=0?(n.push(c),l.slice(0,m)+Mo+l.slice(m)+pe+b):l+pe+(m===-2?a:b)}return[Mn(o,i+(o[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),n]},ft=class o{constructor({strings:e,_$litType$:t},n){let s;this.parts=[];let i=0,r=0,a=e.length-1,l=this.parts,[c,u]=An(e,t);if(this.el=o.createElement(c,n),Re.currentNode=this.el.content,t===2||t===3){let m=this.el.content.firstChild;m.replaceWith(...m.childNodes)}for(;(s=Re.nextNode())!==null&&l.length<a;){if(s.nodeType===1){if(s.hasAttributes())for(let m of s.getAttributeNames())if(m.endsWith(Mo)){let g=u[r++],b=s.getAttribute(m).split(pe),_=/([.?@])?(.*)/.exec(g);l.push({type:1,index:i,name:_[2],strings:b,ctor:_[1]==="."?Nt:_[1]==="?"?zt:_[1]==="@"?Ft:Ie}),s.removeAttribute(m)}else m.startsWith(pe)&&(l.push({type:6,index:i}),s.removeAttribute(m));if(Pn.test(s.tagName)){let m=s.textContent.split(pe),g=m.length-1;if(g>0){s.textContent=Dt?Dt.emptyScript:"";for(let b=0;b<g;b++)s.append(m[b],ut()),Re.nextNode(),l.push({type:2,index:++i});s.append(m[g],ut())}}}else if(s.nodeType===8)if(s.data===Ao)l.push({type:2,index:i});else{let m=-1;for(;(m=s.data.indexOf(pe,m+1))!==-1;)l.push({type:7,index:i}),m+=pe.length-1}i++}}static createElement(e,t){let n=Ee.createElement("template");return n.innerHTML=e,n}};function Oe(o,e,t=o,n){if(e===N)return e;let s=n!==void 0?t._$Co?.[n]:t._$Cl,i=mt(e)?void 0:e._$litDirective$;return s?.constructor!==i&&(s?._$AO?.(!1),i===void 0?s=void 0:(s=new i(o),s._$AT(o,t,n)),n!==void 0?(t._$Co??=[])[n]=s:t._$Cl=s),s!==void 0&&(e=Oe(o,s._$AS(o,e.values),s,n)),e}var Vt=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:n}=this._$AD,s=(e?.creationScope??Ee).importNode(t,!0);Re.currentNode=s;let i=Re.nextNode(),r=0,a=0,l=n[0];for(;l!==void 0;){if(r===l.index){let c;l.type===2?c=new We(i,i.nextSibling,this,e):l.type===1?c=new l.ctor(i,l.name,l.strings,this,e):l.type===6&&(c=new Ht(i,this,e)),this._$AV.push(c),l=n[++a]}r!==l?.index&&(i=Re.nextNode(),r++)}return Re.currentNode=Ee,s}p(e){let t=0;for(let n of this._$AV)n!==void 0&&(n.strings!==void 0?(n._$AI(e,n,t),t+=n.strings.length-2):n._$AI(e[t])),t++}},We=class o{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,n,s){this.type=2,this._$AH=f,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=n,this.options=s,this._$Cv=s?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=Oe(this,e,t),mt(e)?e===f||e==null||e===""?(this._$AH!==f&&this._$AR(),this._$AH=f):e!==this._$AH&&e!==N&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):kn(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==f&&mt(this._$AH)?this._$AA.nextSibling.data=e:this.T(Ee.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:n}=e,s=typeof n=="number"?this._$AC(e):(n.el===void 0&&(n.el=ft.createElement(Mn(n.h,n.h[0]),this.options)),n);if(this._$AH?._$AD===s)this._$AH.p(t);else{let i=new Vt(s,this),r=i.u(this.options);i.p(t),this.T(r),this._$AH=i}}_$AC(e){let t=Sn.get(e.strings);return t===void 0&&Sn.set(e.strings,t=new ft(e)),t}k(e){Ro(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,n,s=0;for(let i of e)s===t.length?t.push(n=new o(this.O(ut()),this.O(ut()),this,this.options)):n=t[s],n._$AI(i),s++;s<t.length&&(this._$AR(n&&n._$AB.nextSibling,s),t.length=s)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let n=yn(e).nextSibling;yn(e).remove(),e=n}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},Ie=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,n,s,i){this.type=1,this._$AH=f,this._$AN=void 0,this.element=e,this.name=t,this._$AM=s,this.options=i,n.length>2||n[0]!==""||n[1]!==""?(this._$AH=Array(n.length-1).fill(new String),this.strings=n):this._$AH=f}_$AI(e,t=this,n,s){let i=this.strings,r=!1;if(i===void 0)e=Oe(this,e,t,0),r=!mt(e)||e!==this._$AH&&e!==N,r&&(this._$AH=e);else{let a=e,l,c;for(e=i[0],l=0;l<i.length-1;l++)c=Oe(this,a[n+l],t,l),c===N&&(c=this._$AH[l]),r||=!mt(c)||c!==this._$AH[l],c===f?e=f:e!==f&&(e+=(c??"")+i[l+1]),this._$AH[l]=c}r&&!s&&this.j(e)}j(e){e===f?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},Nt=class extends Ie{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===f?void 0:e}},zt=class extends Ie{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==f)}},Ft=class extends Ie{constructor(e,t,n,s,i){super(e,t,n,s,i),this.type=5}_$AI(e,t=this){if((e=Oe(this,e,t,0)??f)===N)return;let n=this._$AH,s=e===f&&n!==f||e.capture!==n.capture||e.once!==n.once||e.passive!==n.passive,i=e!==f&&(n===f||s);s&&this.element.removeEventListener(this.name,this,n),i&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},Ht=class{constructor(e,t,n){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=n}get _$AU(){return this._$AM._$AU}_$AI(e){Oe(this,e)}},Rn={M:Mo,P:pe,A:Ao,C:1,L:An,R:Vt,D:kn,V:Oe,I:We,H:Ie,N:zt,U:Ft,B:Nt,F:Ht},Pi=Co.litHtmlPolyfillSupport;Pi?.(ft,We),(Co.litHtmlVersions??=[]).push("3.3.3");var Ut=(o,e,t)=>{let n=t?.renderBefore??e,s=n._$litPart$;if(s===void 0){let i=t?.renderBefore??null;n._$litPart$=s=new We(e.insertBefore(ut(),i),i,void 0,t??{})}return s._$AI(o),s};var Oo=globalThis,w=class extends de{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Ut(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return N}};w._$litElement$=!0,w.finalized=!0,Oo.litElementHydrateSupport?.({LitElement:w});var Ci=Oo.litElementPolyfillSupport;Ci?.({LitElement:w});(Oo.litElementVersions??=[]).push("4.2.2");var O=o=>(e,t)=>{t!==void 0?t.addInitializer(()=>{customElements.define(o,e)}):customElements.define(o,e)};var Mi={attribute:!0,type:String,converter:pt,reflect:!1,hasChanged:Lt},Ai=(o=Mi,e,t)=>{let{kind:n,metadata:s}=t,i=globalThis.litPropertyMetadata.get(s);if(i===void 0&&globalThis.litPropertyMetadata.set(s,i=new Map),n==="setter"&&((o=Object.create(o)).wrapped=!0),i.set(t.name,o),n==="accessor"){let{name:r}=t;return{set(a){let l=e.get.call(this);e.set.call(this,a),this.requestUpdate(r,l,o,!0,a)},init(a){return a!==void 0&&this.C(r,void 0,o,a),a}}}if(n==="setter"){let{name:r}=t;return function(a){let l=this[r];e.call(this,a),this.requestUpdate(r,l,o,!0,a)}}throw Error("Unsupported decorator location: "+n)};function d(o){return(e,t)=>typeof t=="object"?Ai(o,e,t):((n,s,i)=>{let r=s.hasOwnProperty(i);return s.constructor.createProperty(i,n),r?Object.getOwnPropertyDescriptor(s,i):void 0})(o,e,t)}function k(o){return d({...o,state:!0,attribute:!1})}var he=(o,e,t)=>(t.configurable=!0,t.enumerable=!0,Reflect.decorate&&typeof e!="object"&&Object.defineProperty(o,e,t),t);function se(o,e){return(t,n,s)=>{let i=r=>r.renderRoot?.querySelector(o)??null;if(e){let{get:r,set:a}=typeof n=="object"?t:s??(()=>{let l=Symbol();return{get(){return this[l]},set(c){this[l]=c}}})();return he(t,n,{get(){let l=r.call(this);return l===void 0&&(l=i(this),(l!==null||this.hasUpdated)&&a.call(this,l)),l}})}return he(t,n,{get(){return i(this)}})}}function jt(o){return(e,t)=>{let{slot:n,selector:s}=o??{},i="slot"+(n?`[name=${n}]`:":not([name])");return he(e,t,{get(){let r=this.renderRoot?.querySelector(i),a=r?.assignedElements(o)??[];return s===void 0?a:a.filter(l=>l.matches(s))}})}}function En(o){return(e,t)=>{let{slot:n}=o??{},s="slot"+(n?`[name=${n}]`:":not([name])");return he(e,t,{get(){return this.renderRoot?.querySelector(s)?.assignedNodes(o)??[]}})}}var Z={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},we=o=>(...e)=>({_$litDirective$:o,values:e}),ie=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,n){this._$Ct=e,this._$AM=t,this._$Ci=n}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}};var T=we(class extends ie{constructor(o){if(super(o),o.type!==Z.ATTRIBUTE||o.name!=="class"||o.strings?.length>2)throw Error("`classMap()` can only be used in the `class` attribute and must be the only part in the attribute.")}render(o){return" "+Object.keys(o).filter(e=>o[e]).join(" ")+" "}update(o,[e]){if(this.st===void 0){this.st=new Set,o.strings!==void 0&&(this.nt=new Set(o.strings.join(" ").split(/\s/).filter(n=>n!=="")));for(let n in e)e[n]&&!this.nt?.has(n)&&this.st.add(n);return this.render(e)}let t=o.element.classList;for(let n of this.st)n in e||(t.remove(n),this.st.delete(n));for(let n in e){let s=!!e[n];s===this.st.has(n)||this.nt?.has(n)||(s?(t.add(n),this.st.add(n)):(t.remove(n),this.st.delete(n)))}return N}});var qt="2.5.1",On="__vscodeElements_disableRegistryWarning__",In=(o,e)=>{console.warn(e?`[VSCode Elements] ${o}
%o`:`${o}
%o`,e)},L=class extends w{get version(){return qt}warn(e){In(e,this)}},F=o=>e=>{if(!customElements.get(o)){customElements.define(o,e);return}if(On in window)return;let s=document.createElement(o)?.version,i="";s?s!==qt?(i+="is already registered by a different version of VSCode Elements. ",i+=`This version is "${qt}", while the other one is "${s}".`):i+=`is already registered by the same version of VSCode Elements (${qt}).`:i+="is already registered by an unknown custom element handler class.",In(`The custom element "${o}" ${i}
To suppress this warning, set window.${On} to true`)};var P=o=>o??f;var Io=class extends ie{constructor(e){if(super(e),this._prevProperties={},e.type!==Z.PROPERTY||e.name!=="style")throw new Error("The `stylePropertyMap` directive must be used in the `style` property")}update(e,[t]){return Object.entries(t).forEach(([n,s])=>{this._prevProperties[n]!==s&&(n.startsWith("--")?e.element.style.setProperty(n,s):e.element.style[n]=s,this._prevProperties[n]=s)}),N}render(e){return N}},oe=we(Io);var H=x`
  :host([hidden]) {
    display: none;
  }

  :host([disabled]),
  :host(:disabled) {
    cursor: not-allowed;
    opacity: 0.4;
    pointer-events: none;
  }
`;var Ri=[H,x`
    :host {
      color: var(--vscode-icon-foreground, #cccccc);
      display: inline-block;
    }

    .codicon[class*='codicon-'] {
      display: block;
    }

    .icon,
    .button {
      background-color: transparent;
      display: block;
      padding: 0;
    }

    .button {
      border-color: transparent;
      border-style: solid;
      border-width: 1px;
      border-radius: 5px;
      color: currentColor;
      cursor: pointer;
      padding: 2px;
    }

    .button:hover {
      background-color: var(
        --vscode-toolbar-hoverBackground,
        rgba(90, 93, 94, 0.31)
      );
    }

    .button:active {
      background-color: var(
        --vscode-toolbar-activeBackground,
        rgba(99, 102, 103, 0.31)
      );
    }

    .button:focus {
      outline: none;
    }

    .button:focus-visible {
      border-color: var(--vscode-focusBorder, #0078d4);
    }

    @keyframes icon-spin {
      100% {
        transform: rotate(360deg);
      }
    }

    .spin {
      animation-name: icon-spin;
      animation-timing-function: linear;
      animation-iteration-count: infinite;
    }
  `],Bn=Ri;var Be=function(o,e,t,n){var s=arguments.length,i=s<3?e:n===null?n=Object.getOwnPropertyDescriptor(e,t):n,r;if(typeof Reflect=="object"&&typeof Reflect.decorate=="function")i=Reflect.decorate(o,e,t,n);else for(var a=o.length-1;a>=0;a--)(r=o[a])&&(i=(s<3?r(i):s>3?r(e,t,i):r(e,t))||i);return s>3&&i&&Object.defineProperty(e,t,i),i},gt,Q=gt=class extends L{constructor(){super(...arguments),this.label="",this.name="",this.size=16,this.spin=!1,this.spinDuration=1.5,this.actionIcon=!1,this._onButtonClick=e=>{this.dispatchEvent(new CustomEvent("vsc-click",{detail:{originalEvent:e}}))}}connectedCallback(){super.connectedCallback();let{href:e,nonce:t}=this._getStylesheetConfig();gt.stylesheetHref=e,gt.nonce=t}_getStylesheetConfig(){if(typeof document>"u")return{nonce:void 0,href:void 0};let e=document.getElementById("vscode-codicon-stylesheet"),t=e?.getAttribute("href")||void 0,n=e?.nonce||void 0;if(!e){let s='To use the Icon component, the codicons.css file must be included in the page with the id "vscode-codicon-stylesheet"! ';s+="See https://vscode-elements.github.io/components/icon/ for more details.",this.warn(s)}return{nonce:n,href:t}}render(){let{stylesheetHref:e,nonce:t}=gt,n=h`<span
      class=${T({codicon:!0,["codicon-"+this.name]:!0,spin:this.spin})}
      .style=${oe({animationDuration:String(this.spinDuration)+"s",fontSize:this.size+"px",height:this.size+"px",width:this.size+"px"})}
    ></span>`,s=this.actionIcon?h` <button
          class="button"
          @click=${this._onButtonClick}
          aria-label=${this.label}
        >
          ${n}
        </button>`:h` <span class="icon" aria-hidden="true" role="presentation"
          >${n}</span
        >`;return h`
      <link
        rel="stylesheet"
        href=${P(e)}
        nonce=${P(t)}
      />
      ${s}
    `}};Q.styles=Bn;Q.stylesheetHref="";Q.nonce="";Be([d()],Q.prototype,"label",void 0);Be([d({type:String})],Q.prototype,"name",void 0);Be([d({type:Number})],Q.prototype,"size",void 0);Be([d({type:Boolean,reflect:!0})],Q.prototype,"spin",void 0);Be([d({type:Number,attribute:"spin-duration"})],Q.prototype,"spinDuration",void 0);Be([d({type:Boolean,reflect:!0,attribute:"action-icon"})],Q.prototype,"actionIcon",void 0);Q=gt=Be([F("vscode-icon")],Q);function Kt(){return navigator.userAgent.indexOf("Linux")>-1?'system-ui, "Ubuntu", "Droid Sans", sans-serif':navigator.userAgent.indexOf("Mac")>-1?"-apple-system, BlinkMacSystemFont, sans-serif":navigator.userAgent.indexOf("Windows")>-1?'"Segoe WPC", "Segoe UI", sans-serif':"sans-serif"}var Ei=Ke(Kt()),Oi=[H,x`
    :host {
      cursor: pointer;
      display: inline-block;
      width: auto;
    }

    :host([block]) {
      display: block;
      width: 100%;
    }

    .base {
      align-items: center;
      background-color: var(--vscode-button-background, #0078d4);
      border-bottom-left-radius: var(--vsc-border-left-radius, 4px);
      border-bottom-right-radius: var(--vsc-border-right-radius, 4px);
      border-bottom-width: 1px;
      border-color: var(--vscode-button-border, transparent);
      border-left-width: var(--vsc-border-left-width, 1px);
      border-right-width: var(--vsc-border-right-width, 1px);
      border-style: solid;
      border-top-left-radius: var(--vsc-border-left-radius, 4px);
      border-top-right-radius: var(--vsc-border-right-radius, 4px);
      border-top-width: 1px;
      box-sizing: border-box;
      color: var(--vscode-button-foreground, #ffffff);
      display: flex;
      font-family: var(--vscode-font-family, ${Ei});
      font-size: var(--vscode-font-size, 13px);
      font-weight: var(--vscode-font-weight, normal);
      height: 100%;
      justify-content: center;
      line-height: 22px;
      overflow: hidden;
      padding: 1px calc(13px + var(--vsc-base-additional-right-padding, 0px))
        1px 13px;
      position: relative;
      user-select: none;
      white-space: nowrap;
      width: 100%;
    }

    :host([block]) .base {
      min-height: 28px;
      text-align: center;
      width: 100%;
    }

    .base:after {
      background-color: var(
        --vscode-button-separator,
        rgba(255, 255, 255, 0.4)
      );
      content: var(--vsc-base-after-content);
      display: var(--vsc-divider-display, none);
      position: absolute;
      right: 0;
      top: 4px;
      bottom: 4px;
      width: 1px;
    }

    :host([secondary]) .base:after {
      background-color: var(--vscode-button-secondaryForeground, #cccccc);
      opacity: 0.4;
    }

    :host([secondary]) .base {
      color: var(--vscode-button-secondaryForeground, #cccccc);
      background-color: var(--vscode-button-secondaryBackground, #313131);
      border-color: var(
        --vscode-button-border,
        var(--vscode-button-secondaryBackground, rgba(255, 255, 255, 0.07))
      );
    }

    :host([disabled]) {
      cursor: default;
      opacity: 0.4;
      pointer-events: none;
    }

    :host(:hover) .base {
      background-color: var(--vscode-button-hoverBackground, #026ec1);
    }

    :host([disabled]:hover) .base {
      background-color: var(--vscode-button-background, #0078d4);
    }

    :host([secondary]:hover) .base {
      background-color: var(--vscode-button-secondaryHoverBackground, #3c3c3c);
    }

    :host([secondary][disabled]:hover) .base {
      background-color: var(--vscode-button-secondaryBackground, #313131);
    }

    :host(:focus),
    :host(:active) {
      outline: none;
    }

    :host(:focus) .base {
      background-color: var(--vscode-button-hoverBackground, #026ec1);
      outline: 1px solid var(--vscode-focusBorder, #0078d4);
      outline-offset: 2px;
    }

    :host([disabled]:focus) .base {
      background-color: var(--vscode-button-background, #0078d4);
      outline: 0;
    }

    :host([secondary]:focus) .base {
      background-color: var(--vscode-button-secondaryHoverBackground, #3c3c3c);
    }

    :host([secondary][disabled]:focus) .base {
      background-color: var(--vscode-button-secondaryBackground, #313131);
    }

    ::slotted(*) {
      display: inline-block;
      margin-left: 4px;
      margin-right: 4px;
    }

    ::slotted(*:first-child) {
      margin-left: 0;
    }

    ::slotted(*:last-child) {
      margin-right: 0;
    }

    ::slotted(vscode-icon) {
      color: inherit;
    }

    .content {
      display: flex;
      position: relative;
      width: 100%;
      height: 100%;
      padding: 1px 13px;
    }

    :host(:empty) .base,
    .base.icon-only {
      min-height: 24px;
      min-width: 26px;
      padding: 1px 4px;
    }

    slot {
      align-items: center;
      display: flex;
      height: 100%;
    }

    .has-content-before slot[name='content-before'] {
      margin-right: 4px;
    }

    .has-content-after slot[name='content-after'] {
      margin-left: 4px;
    }

    .icon,
    .icon-after {
      color: inherit;
      display: block;
    }

    :host(:not(:empty)) .icon {
      margin-right: 3px;
    }

    :host(:not(:empty)) .icon-after,
    :host([icon]) .icon-after {
      margin-left: 3px;
    }
  `],Tn=Oi;var D=function(o,e,t,n){var s=arguments.length,i=s<3?e:n===null?n=Object.getOwnPropertyDescriptor(e,t):n,r;if(typeof Reflect=="object"&&typeof Reflect.decorate=="function")i=Reflect.decorate(o,e,t,n);else for(var a=o.length-1;a>=0;a--)(r=o[a])&&(i=(s<3?r(i):s>3?r(e,t,i):r(e,t))||i);return s>3&&i&&Object.defineProperty(e,t,i),i},R=class extends L{get form(){return this._internals.form}constructor(){super(),this.autofocus=!1,this.tabIndex=0,this.secondary=!1,this.block=!1,this.role="button",this.disabled=!1,this.icon="",this.iconSpin=!1,this.iconAfter="",this.iconAfterSpin=!1,this.focused=!1,this.name=void 0,this.iconOnly=!1,this.type="button",this.value="",this._prevTabindex=0,this._hasContentBefore=!1,this._hasContentAfter=!1,this._handleFocus=()=>{this.focused=!0},this._handleBlur=()=>{this.focused=!1},this.addEventListener("keydown",this._handleKeyDown.bind(this)),this.addEventListener("click",this._handleClick.bind(this)),this._internals=this.attachInternals()}connectedCallback(){super.connectedCallback(),this.autofocus&&(this.tabIndex<0&&(this.tabIndex=0),this.updateComplete.then(()=>{this.focus(),this.requestUpdate()})),this.addEventListener("focus",this._handleFocus),this.addEventListener("blur",this._handleBlur)}disconnectedCallback(){super.disconnectedCallback(),this.removeEventListener("focus",this._handleFocus),this.removeEventListener("blur",this._handleBlur)}update(e){super.update(e),e.has("value")&&this._internals.setFormValue(this.value),e.has("disabled")&&(this.disabled?(this._prevTabindex=this.tabIndex,this.tabIndex=-1):this.tabIndex=this._prevTabindex)}_executeAction(){this.type==="submit"&&this._internals.form&&this._internals.form.requestSubmit(),this.type==="reset"&&this._internals.form&&this._internals.form.reset()}_handleKeyDown(e){if((e.key==="Enter"||e.key===" ")&&!this.hasAttribute("disabled")){let t=new MouseEvent("click",{bubbles:!0,cancelable:!0});t.synthetic=!0,this.dispatchEvent(t),this._executeAction()}}_handleClick(e){e.synthetic||this.hasAttribute("disabled")||this._executeAction()}_handleSlotChange(e){let t=e.target;t.name==="content-before"&&(this._hasContentBefore=t.assignedElements().length>0),t.name==="content-after"&&(this._hasContentAfter=t.assignedElements().length>0)}render(){let e=this.icon!=="",t=this.iconAfter!=="",n={base:!0,"icon-only":this.iconOnly,"has-content-before":this._hasContentBefore,"has-content-after":this._hasContentAfter},s=e?h`<vscode-icon
          name=${this.icon}
          ?spin=${this.iconSpin}
          spin-duration=${P(this.iconSpinDuration)}
          class="icon"
        ></vscode-icon>`:f,i=t?h`<vscode-icon
          name=${this.iconAfter}
          ?spin=${this.iconAfterSpin}
          spin-duration=${P(this.iconAfterSpinDuration)}
          class="icon-after"
        ></vscode-icon>`:f;return h`
      <div
        class=${T(n)}
        part="base"
        @slotchange=${this._handleSlotChange}
      >
        <slot name="content-before"></slot>
        ${s}
        <slot></slot>
        ${i}
        <slot name="content-after"></slot>
      </div>
    `}};R.styles=Tn;R.formAssociated=!0;D([d({type:Boolean,reflect:!0})],R.prototype,"autofocus",void 0);D([d({type:Number,reflect:!0})],R.prototype,"tabIndex",void 0);D([d({type:Boolean,reflect:!0})],R.prototype,"secondary",void 0);D([d({type:Boolean,reflect:!0})],R.prototype,"block",void 0);D([d({reflect:!0})],R.prototype,"role",void 0);D([d({type:Boolean,reflect:!0})],R.prototype,"disabled",void 0);D([d()],R.prototype,"icon",void 0);D([d({type:Boolean,reflect:!0,attribute:"icon-spin"})],R.prototype,"iconSpin",void 0);D([d({type:Number,reflect:!0,attribute:"icon-spin-duration"})],R.prototype,"iconSpinDuration",void 0);D([d({attribute:"icon-after"})],R.prototype,"iconAfter",void 0);D([d({type:Boolean,reflect:!0,attribute:"icon-after-spin"})],R.prototype,"iconAfterSpin",void 0);D([d({type:Number,reflect:!0,attribute:"icon-after-spin-duration"})],R.prototype,"iconAfterSpinDuration",void 0);D([d({type:Boolean,reflect:!0})],R.prototype,"focused",void 0);D([d({type:String,reflect:!0})],R.prototype,"name",void 0);D([d({type:Boolean,reflect:!0,attribute:"icon-only"})],R.prototype,"iconOnly",void 0);D([d({reflect:!0})],R.prototype,"type",void 0);D([d()],R.prototype,"value",void 0);D([k()],R.prototype,"_hasContentBefore",void 0);D([k()],R.prototype,"_hasContentAfter",void 0);R=D([F("vscode-button")],R);var Ii=[H,x`
    :host {
      display: block;
    }

    .collapsible {
      background-color: var(--vscode-sideBar-background, #181818);
    }

    .collapsible-header {
      align-items: center;
      background-color: var(--vscode-sideBarSectionHeader-background, #181818);
      cursor: pointer;
      display: flex;
      height: 22px;
      line-height: 22px;
      user-select: none;
    }

    .collapsible-header:focus {
      opacity: 1;
      outline-offset: -1px;
      outline-style: solid;
      outline-width: 1px;
      outline-color: var(--vscode-focusBorder, #0078d4);
    }

    .title {
      color: var(--vscode-sideBarTitle-foreground, #cccccc);
      display: block;
      font-family: var(--vscode-font-family, sans-serif);
      font-size: 11px;
      font-weight: 700;
      margin: 0;
      overflow: hidden;
      text-overflow: ellipsis;
      text-transform: uppercase;
      white-space: nowrap;
    }

    .title .description {
      font-weight: 400;
      margin-left: 10px;
      text-transform: none;
      opacity: 0.6;
    }

    .header-icon {
      color: var(--vscode-icon-foreground, #cccccc);
      display: block;
      flex-shrink: 0;
      margin: 0 3px;
    }

    .collapsible.open .header-icon {
      transform: rotate(90deg);
    }

    .header-slots {
      align-items: center;
      display: flex;
      height: 22px;
      margin-left: auto;
      margin-right: 4px;
    }

    .actions {
      display: none;
    }

    .collapsible.open .actions.always-visible,
    .collapsible.open:hover .actions {
      display: block;
    }

    .header-slots slot {
      display: flex;
      max-height: 22px;
      overflow: hidden;
    }

    .header-slots slot::slotted(div) {
      align-items: center;
      display: flex;
    }

    .collapsible-body {
      display: none;
      overflow: hidden;
    }

    .collapsible.open .collapsible-body {
      display: block;
    }
  `],Ln=Ii;var Ye=function(o,e,t,n){var s=arguments.length,i=s<3?e:n===null?n=Object.getOwnPropertyDescriptor(e,t):n,r;if(typeof Reflect=="object"&&typeof Reflect.decorate=="function")i=Reflect.decorate(o,e,t,n);else for(var a=o.length-1;a>=0;a--)(r=o[a])&&(i=(s<3?r(i):s>3?r(e,t,i):r(e,t))||i);return s>3&&i&&Object.defineProperty(e,t,i),i},ue=class extends L{constructor(){super(...arguments),this.alwaysShowHeaderActions=!1,this.title="",this.heading="",this.description="",this.open=!1}_emitToggleEvent(){this.dispatchEvent(new CustomEvent("vsc-collapsible-toggle",{detail:{open:this.open}}))}_onHeaderClick(){this.open=!this.open,this._emitToggleEvent()}_onHeaderKeyDown(e){e.key==="Enter"&&(this.open=!this.open,this._emitToggleEvent())}_onHeaderSlotClick(e){e.stopPropagation()}render(){let e={collapsible:!0,open:this.open},t={actions:!0,"always-visible":this.alwaysShowHeaderActions},n=this.heading?this.heading:this.title,s=h`<svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      xmlns="http://www.w3.org/2000/svg"
      fill="currentColor"
      class="header-icon"
    >
      <path
        fill-rule="evenodd"
        clip-rule="evenodd"
        d="M10.072 8.024L5.715 3.667l.618-.62L11 7.716v.618L6.333 13l-.618-.619 4.357-4.357z"
      />
    </svg>`,i=this.description?h`<span class="description">${this.description}</span>`:f;return h`
      <div class=${T(e)}>
        <div
          class="collapsible-header"
          tabindex="0"
          @click=${this._onHeaderClick}
          @keydown=${this._onHeaderKeyDown}
        >
          ${s}
          <h3 class="title">${n}${i}</h3>
          <div class="header-slots">
            <div class=${T(t)}>
              <slot name="actions" @click=${this._onHeaderSlotClick}></slot>
            </div>
            <div class="decorations">
              <slot name="decorations" @click=${this._onHeaderSlotClick}></slot>
            </div>
          </div>
        </div>
        <div class="collapsible-body" part="body">
          <slot></slot>
        </div>
      </div>
    `}};ue.styles=Ln;Ye([d({type:Boolean,reflect:!0,attribute:"always-show-header-actions"})],ue.prototype,"alwaysShowHeaderActions",void 0);Ye([d({type:String})],ue.prototype,"title",void 0);Ye([d()],ue.prototype,"heading",void 0);Ye([d()],ue.prototype,"description",void 0);Ye([d({type:Boolean,reflect:!0})],ue.prototype,"open",void 0);ue=Ye([F("vscode-collapsible")],ue);var Dn=H;var bt=function(o,e,t,n){var s=arguments.length,i=s<3?e:n===null?n=Object.getOwnPropertyDescriptor(e,t):n,r;if(typeof Reflect=="object"&&typeof Reflect.decorate=="function")i=Reflect.decorate(o,e,t,n);else for(var a=o.length-1;a>=0;a--)(r=o[a])&&(i=(s<3?r(i):s>3?r(e,t,i):r(e,t))||i);return s>3&&i&&Object.defineProperty(e,t,i),i},$e=class extends L{constructor(){super(...arguments),this.description="",this.selected=!1,this.disabled=!1,this._initialized=!1,this._handleSlotChange=()=>{this._initialized&&this.dispatchEvent(new Event("vsc-option-state-change",{bubbles:!0}))}}connectedCallback(){super.connectedCallback(),this.updateComplete.then(()=>{this._initialized=!0})}willUpdate(e){this._initialized&&(e.has("description")||e.has("value")||e.has("selected")||e.has("disabled"))&&this.dispatchEvent(new Event("vsc-option-state-change",{bubbles:!0}))}render(){return h`<slot @slotchange=${this._handleSlotChange}></slot>`}};$e.styles=Dn;bt([d({type:String})],$e.prototype,"value",void 0);bt([d({type:String})],$e.prototype,"description",void 0);bt([d({type:Boolean,reflect:!0})],$e.prototype,"selected",void 0);bt([d({type:Boolean,reflect:!0})],$e.prototype,"disabled",void 0);$e=bt([F("vscode-option")],$e);var Bi=[H,x`
    :host {
      display: block;
      height: 2px;
      width: 100%;
      outline: none;
    }

    .container {
      position: relative;
      width: 100%;
      height: 100%;
      overflow: hidden;
    }

    .track {
      position: absolute;
      inset: 0;
      background: transparent;
    }

    .indicator {
      position: absolute;
      left: 0;
      top: 0;
      bottom: 0;
      height: 100%;
      background: var(--vscode-progressBar-background, #0078d4);
      will-change: transform, width, left;
    }

    /* Determinate mode: width is set inline via style attribute */
    .discrete .indicator {
      transition: width 100ms linear;
    }

    /* Indeterminate mode: VS Code style progress bit */
    .infinite .indicator {
      width: 2%;
      animation-name: progress;
      animation-duration: 4s;
      animation-iteration-count: infinite;
      animation-timing-function: linear;
      transform: translate3d(0px, 0px, 0px);
    }

    /* Long running: reduce GPU pressure using stepped animation */
    .infinite.infinite-long-running .indicator {
      animation-timing-function: steps(100);
    }

    /* Keyframes adapted from VS Code */
    @keyframes progress {
      from {
        transform: translateX(0%) scaleX(1);
      }
      50% {
        transform: translateX(2500%) scaleX(3);
      }
      to {
        transform: translateX(4900%) scaleX(1);
      }
    }

    @media (prefers-reduced-motion: reduce) {
      .discrete .indicator {
        transition: none;
      }
      .infinite .indicator,
      .infinite-long-running .indicator {
        animation: none;
        width: 100%;
      }
    }
  `],Vn=Bi;var Te=function(o,e,t,n){var s=arguments.length,i=s<3?e:n===null?n=Object.getOwnPropertyDescriptor(e,t):n,r;if(typeof Reflect=="object"&&typeof Reflect.decorate=="function")i=Reflect.decorate(o,e,t,n);else for(var a=o.length-1;a>=0;a--)(r=o[a])&&(i=(s<3?r(i):s>3?r(e,t,i):r(e,t))||i);return s>3&&i&&Object.defineProperty(e,t,i),i},re=class extends L{constructor(){super(...arguments),this.ariaLabel="Loading",this.max=100,this.indeterminate=!1,this.longRunningThreshold=15e3,this._longRunning=!1}get _isDeterminate(){return!this.indeterminate&&typeof this.value=="number"&&isFinite(this.value)}connectedCallback(){super.connectedCallback(),this._maybeStartLongRunningTimer()}disconnectedCallback(){super.disconnectedCallback(),this._clearLongRunningTimer()}willUpdate(){this._maybeStartLongRunningTimer()}render(){let e=this.max>0?this.max:100,t=this._isDeterminate?Math.min(Math.max(this.value??0,0),e):0,n=this._isDeterminate?t/e*100:0,s={container:!0,discrete:this._isDeterminate,infinite:!this._isDeterminate,"infinite-long-running":this._longRunning&&!this._isDeterminate};return h`
      <div
        class=${T(s)}
        part="container"
        role="progressbar"
        aria-label=${this.ariaLabel}
        aria-valuemin="0"
        aria-valuemax=${String(e)}
        aria-valuenow=${P(this._isDeterminate?String(Math.round(t)):void 0)}
      >
        <div class="track" part="track"></div>
        <div
          class="indicator"
          part="indicator"
          .style=${oe({width:this._isDeterminate?`${n}%`:void 0})}
        ></div>
      </div>
    `}_maybeStartLongRunningTimer(){if(!(!this._isDeterminate&&this.longRunningThreshold>0&&this.isConnected)){this._clearLongRunningTimer(),this._longRunning=!1;return}this._longRunningHandle||(this._longRunningHandle=setTimeout(()=>{this._longRunning=!0,this._longRunningHandle=void 0,this.requestUpdate()},this.longRunningThreshold))}_clearLongRunningTimer(){this._longRunningHandle&&(clearTimeout(this._longRunningHandle),this._longRunningHandle=void 0)}};re.styles=Vn;Te([d({reflect:!0,attribute:"aria-label"})],re.prototype,"ariaLabel",void 0);Te([d({type:Number,reflect:!0})],re.prototype,"value",void 0);Te([d({type:Number,reflect:!0})],re.prototype,"max",void 0);Te([d({type:Boolean,reflect:!0})],re.prototype,"indeterminate",void 0);Te([d({type:Number,attribute:"long-running-threshold"})],re.prototype,"longRunningThreshold",void 0);Te([k()],re.prototype,"_longRunning",void 0);re=Te([F("vscode-progress-bar")],re);var Bo=h`
  <span class="icon">
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      xmlns="http://www.w3.org/2000/svg"
      fill="currentColor"
    >
      <path
        fill-rule="evenodd"
        clip-rule="evenodd"
        d="M7.976 10.072l4.357-4.357.62.618L8.284 11h-.618L3 6.333l.619-.618 4.357 4.357z"
      />
    </svg>
  </span>
`,Nn=Cn`<svg
  width="16"
  height="16"
  viewBox="0 0 16 16"
  xmlns="http://www.w3.org/2000/svg"
  fill="currentColor"
>
  <path
    fill-rule="evenodd"
    clip-rule="evenodd"
    d="M14.431 3.323l-8.47 10-.79-.036-3.35-4.77.818-.574 2.978 4.24 8.051-9.506.764.646z"
  />
</svg>`;var{I:Ti}=Rn,zn=o=>o;var Hn=o=>o.strings===void 0,Fn=()=>document.createComment(""),Ge=(o,e,t)=>{let n=o._$AA.parentNode,s=e===void 0?o._$AB:e._$AA;if(t===void 0){let i=n.insertBefore(Fn(),s),r=n.insertBefore(Fn(),s);t=new Ti(i,r,o,o.options)}else{let i=t._$AB.nextSibling,r=t._$AM,a=r!==o;if(a){let l;t._$AQ?.(o),t._$AM=o,t._$AP!==void 0&&(l=o._$AU)!==r._$AU&&t._$AP(l)}if(i!==s||a){let l=t._$AA;for(;l!==i;){let c=zn(l).nextSibling;zn(n).insertBefore(l,s),l=c}}}return t},Se=(o,e,t=o)=>(o._$AI(e,t),o),Li={},Wt=(o,e=Li)=>o._$AH=e,Un=o=>o._$AH,Yt=o=>{o._$AR(),o._$AA.remove()};var jn=(o,e,t)=>{let n=new Map;for(let s=e;s<=t;s++)n.set(o[s],s);return n},Gt=we(class extends ie{constructor(o){if(super(o),o.type!==Z.CHILD)throw Error("repeat() can only be used in text expressions")}dt(o,e,t){let n;t===void 0?t=e:e!==void 0&&(n=e);let s=[],i=[],r=0;for(let a of o)s[r]=n?n(a,r):r,i[r]=t(a,r),r++;return{values:i,keys:s}}render(o,e,t){return this.dt(o,e,t).values}update(o,[e,t,n]){let s=Un(o),{values:i,keys:r}=this.dt(e,t,n);if(!Array.isArray(s))return this.ut=r,i;let a=this.ut??=[],l=[],c,u,m=0,g=s.length-1,b=0,_=i.length-1;for(;m<=g&&b<=_;)if(s[m]===null)m++;else if(s[g]===null)g--;else if(a[m]===r[b])l[b]=Se(s[m],i[b]),m++,b++;else if(a[g]===r[_])l[_]=Se(s[g],i[_]),g--,_--;else if(a[m]===r[_])l[_]=Se(s[m],i[_]),Ge(o,l[_+1],s[m]),m++,_--;else if(a[g]===r[b])l[b]=Se(s[g],i[b]),Ge(o,s[m],s[g]),g--,b++;else if(c===void 0&&(c=jn(r,b,_),u=jn(a,m,g)),c.has(a[m]))if(c.has(a[g])){let z=u.get(r[b]),_e=z!==void 0?s[z]:null;if(_e===null){let Et=Ge(o,s[m]);Se(Et,i[b]),l[b]=Et}else l[b]=Se(_e,i[b]),Ge(o,s[m],_e),s[z]=null;b++}else Yt(s[g]),g--;else Yt(s[m]),m++;for(;b<=_;){let z=Ge(o,l[_+1]);Se(z,i[b]),l[b++]=z}for(;m<=g;){let z=s[m++];z!==null&&Yt(z)}return this.ut=r,Wt(o,l),N}});function qn(o,e,t){return o?e(o):t?.(o)}var To=(o,e)=>{let t={match:!1,ranges:[]},n=o.toLowerCase(),s=e.toLowerCase(),i=n.split(" "),r=0;return i.forEach((a,l)=>{if(l>0&&(r+=i[l-1].length+1),t.match)return;let c=a.indexOf(s),u=s.length;c===0&&(t.match=!0,t.ranges.push([r+c,Math.min(r+c+u,o.length)]))}),t},Lo=(o,e)=>{let t={match:!1,ranges:[]};return o.toLowerCase().indexOf(e.toLowerCase())===0&&(t.match=!0,t.ranges=[[0,e.length]]),t},Do=(o,e)=>{let t={match:!1,ranges:[]},n=o.toLowerCase().indexOf(e.toLowerCase());return n>-1&&(t.match=!0,t.ranges=[[n,n+e.length]]),t},Vo=(o,e)=>{let t={match:!1,ranges:[]},n=0,s=0,i=e.length-1,r=o.toLowerCase(),a=e.toLowerCase();for(let l=0;l<=i;l++){if(s=r.indexOf(a[l],n),s===-1)return{match:!1,ranges:[]};t.match=!0,t.ranges.push([s,s+1]),n=s+1}return t},Kn=(o,e,t)=>{let n=[];return o.forEach(s=>{let i;switch(t){case"startsWithPerTerm":i=To(s.label,e);break;case"startsWith":i=Lo(s.label,e);break;case"contains":i=Do(s.label,e);break;default:i=Vo(s.label,e)}i.match&&n.push({...s,ranges:i.ranges})}),n},Xt=o=>{let e=[];return o===" "?(e.push(h`&nbsp;`),e):(o.indexOf(" ")===0&&e.push(h`&nbsp;`),e.push(h`${o.trimStart().trimEnd()}`),o.lastIndexOf(" ")===o.length-1&&e.push(h`&nbsp;`),e)},Wn=(o,e)=>{let t=[],n=e.length;return n<1?h`${o}`:(e.forEach((s,i)=>{let r=o.substring(s[0],s[1]);i===0&&s[0]!==0&&t.push(...Xt(o.substring(0,e[0][0]))),i>0&&i<n&&s[0]-e[i-1][1]!==0&&t.push(...Xt(o.substring(e[i-1][1],s[0]))),t.push(h`<b>${Xt(r)}</b>`),i===n-1&&s[1]<o.length&&t.push(...Xt(o.substring(s[1],o.length)))}),t)};var Zt=class{constructor(e){this._activeIndex=-1,this._options=[],this._filterPattern="",this._filterMethod="fuzzy",this._combobox=!1,this._indexByValue=new Map,this._indexByLabel=new Map,this._selectedIndex=-1,this._selectedIndexes=new Set,this._multiSelect=!1,this._numOfVisibleOptions=0,(this._host=e).addController(this)}hostConnected(){}get activeIndex(){return this._activeIndex}set activeIndex(e){this._activeIndex=e,this._host.requestUpdate()}get relativeActiveIndex(){return this._options[this._activeIndex]?.filteredIndex??-1}set comboboxMode(e){this._combobox=e,this._host.requestUpdate()}get comboboxMode(){return this._combobox}get multiSelect(){return this._multiSelect}set multiSelect(e){this._selectedIndex=-1,this._selectedIndexes.clear(),this._multiSelect=e,this._host.requestUpdate()}get selectedIndex(){return this._selectedIndex}set selectedIndex(e){this._selectedIndex!==-1&&this._options[this._selectedIndex]&&(this._options[this._selectedIndex].selected??=!1);let t=this.getOptionByIndex(e);this._selectedIndex=t?e:-1,this._host.requestUpdate()}get selectedIndexes(){return Array.from(this._selectedIndexes)}set selectedIndexes(e){this._selectedIndexes.forEach(t=>{this._options[t].selected=!1}),this._selectedIndexes=new Set(e),e.forEach(t=>{this._options[t]!==void 0&&(this._options[t].selected=!0)}),this._host.requestUpdate()}set value(e){if(this._multiSelect){let t=e.map(n=>this._indexByValue.get(n)).filter(n=>n!==void 0);this._selectedIndexes=new Set(t)}else this._selectedIndex=this._indexByValue.get(e)??-1;this._host.requestUpdate()}get value(){return this._multiSelect?this._selectedIndexes.size>0?Array.from(this._selectedIndexes).filter(e=>e>=0&&e<this._options.length).map(e=>this._options[e].value):[]:this._selectedIndex>-1&&this._selectedIndex<this._options.length?this._options[this._selectedIndex].value:""}set multiSelectValue(e){let t=e.map(n=>this._indexByValue.get(n)).filter(n=>n!==void 0);this._selectedIndexes=new Set(t)}get multiSelectValue(){return this._selectedIndexes.size>0?Array.from(this._selectedIndexes).map(e=>this._options[e].value):[]}get filterPattern(){return this._filterPattern}set filterPattern(e){e!==this._filterPattern&&(this._filterPattern=e,this._updateState())}get filterMethod(){return this._filterMethod}set filterMethod(e){e!==this._filterMethod&&(this._filterMethod=e,this._updateState())}get options(){return this._options}get numOfVisibleOptions(){return this._numOfVisibleOptions}get numOptions(){return this._options.length}populate(e){this._indexByValue.clear(),this._indexByLabel.clear(),this._options=e.map((t,n)=>(this._indexByValue.set(t.value??"",n),this._indexByLabel.set(t.label??"",n),{description:t.description??"",disabled:t.disabled??!1,label:t.label??"",selected:t.selected??!1,value:t.value??"",index:n,filteredIndex:n,ranges:[],visible:!0})),this._numOfVisibleOptions=this._options.length}add(e){let t=this._options.length,{description:n,disabled:s,label:i,selected:r,value:a}=e,l=!0,c=[];if(this._combobox&&this._filterPattern!==""){let u=this._searchByPattern(i??"");l=u.match,c=u.ranges}this._indexByValue.set(a??"",t),this._indexByLabel.set(i??"",t),r&&(this._selectedIndex=t,this._selectedIndexes.add(t),this._activeIndex=t),this._options.push({index:t,filteredIndex:t,description:n??"",disabled:s??!1,label:i??"",selected:r??!1,value:a??"",visible:l,ranges:c}),l&&(this._numOfVisibleOptions+=1)}clear(){this._options=[],this._indexByValue.clear(),this._indexByLabel.clear(),this._numOfVisibleOptions=0,this._selectedIndex=-1,this._selectedIndexes.clear(),this._activeIndex=-1}getIsIndexSelected(e){return this._multiSelect?this._selectedIndexes.has(e):this._selectedIndex===e}expandMultiSelection(e){e.forEach(t=>{let n=this._indexByValue.get(t)??-1;n!==-1&&this._selectedIndexes.add(n)}),this._host.requestUpdate()}toggleActiveMultiselectOption(){let e=this._options[this._activeIndex]??null;if(!e)return;this._selectedIndexes.has(e.index)?this._selectedIndexes.delete(e.index):this._selectedIndexes.add(e.index),this._host.requestUpdate()}toggleOptionSelected(e){let t=this._selectedIndexes.has(e);this._options[e].selected=!this._options[e].selected,t?this._selectedIndexes.delete(e):this._selectedIndexes.add(e),this._host.requestUpdate()}getActiveOption(){return this._options[this._activeIndex]??null}getSelectedOption(){return this._options[this._selectedIndex]??null}getOptionByIndex(e){return this._options[e]??null}findOptionIndex(e){return this._indexByValue.get(e)??-1}getOptionByValue(e,t=!1){let n=this._indexByValue.get(e)??-1;return n===-1?null:t?this._options[n]:this._options[n].visible?this._options[n]:null}getOptionByLabel(e){let t=this._indexByLabel.get(e)??-1;return t===-1?null:this._options[t]}next(e){let t=e??this._activeIndex,n=-1;for(let s=t+1;s<this._options.length;s++)if(this._options[s]&&!this._options[s].disabled&&this._options[s].visible){n=s;break}return n>-1?this._options[n]:null}prev(e){let t=e??this._activeIndex,n=-1;for(let s=t-1;s>=0;s--)if(this._options[s]&&!this._options[s].disabled&&this._options[s].visible){n=s;break}return n>-1?this._options[n]:null}activateDefault(){if(this._multiSelect){if(this._selectedIndexes.size>0){let t=this._selectedIndexes.values().next();this._activeIndex=t.value?t.value:0}}else this._selectedIndex>-1?this._activeIndex=this._selectedIndex:this._activeIndex=0;this._host.requestUpdate()}selectAll(){this._multiSelect&&(this._options.forEach((e,t)=>{this._options[t].selected=!0,this._selectedIndexes.add(t)}),this._host.requestUpdate())}selectNone(){this._multiSelect&&(this._options.forEach((e,t)=>{this._options[t].selected=!1}),this._selectedIndexes.clear(),this._host.requestUpdate())}_searchByPattern(e){let t;switch(this._filterMethod){case"startsWithPerTerm":t=To(e,this._filterPattern);break;case"startsWith":t=Lo(e,this._filterPattern);break;case"contains":t=Do(e,this._filterPattern);break;default:t=Vo(e,this._filterPattern)}return t}_updateState(){if(!this._combobox||this._filterPattern==="")this._options.forEach((e,t)=>{this._options[t].visible=!0,this._options[t].ranges=[]}),this._numOfVisibleOptions=this._options.length;else{let e=-1;this._numOfVisibleOptions=0,this._options.forEach(({label:t},n)=>{let s=this._searchByPattern(t);this._options[n].visible=s.match,this._options[n].ranges=s.ranges,this._options[n].filteredIndex=s.match?++e:-1,s.match&&(this._numOfVisibleOptions+=1)})}this._host.requestUpdate()}};var Di=[H,x`
    :host {
      display: block;
      position: relative;
    }

    .scrollable-container {
      height: 100%;
      overflow: auto;
    }

    .scrollable-container::-webkit-scrollbar {
      cursor: default;
      width: 0;
    }

    .scrollable-container {
      scrollbar-width: none;
    }

    .shadow {
      box-shadow: var(--vscode-scrollbar-shadow, #000000) 0 6px 6px -6px inset;
      display: none;
      height: 3px;
      left: 0;
      pointer-events: none;
      position: absolute;
      top: 0;
      z-index: 1;
      width: 100%;
    }

    .shadow.visible {
      display: block;
    }

    .scrollbar-track {
      height: 100%;
      position: absolute;
      right: 0;
      top: 0;
      width: 10px;
      z-index: 100;
    }

    .scrollbar-track.hidden {
      display: none;
    }

    .scrollbar-thumb {
      background-color: transparent;
      min-height: var(--min-thumb-height, 20px);
      opacity: 0;
      position: absolute;
      right: 0;
      width: 10px;
    }

    .scrollbar-thumb.visible {
      background-color: var(
        --vscode-scrollbarSlider-background,
        rgba(121, 121, 121, 0.4)
      );
      opacity: 1;
      transition: opacity 100ms;
    }

    .scrollbar-thumb.fade {
      background-color: var(
        --vscode-scrollbarSlider-background,
        rgba(121, 121, 121, 0.4)
      );
      opacity: 0;
      transition: opacity 800ms;
    }

    .scrollbar-thumb.visible:hover {
      background-color: var(
        --vscode-scrollbarSlider-hoverBackground,
        rgba(100, 100, 100, 0.7)
      );
    }

    .scrollbar-thumb.visible.active,
    .scrollbar-thumb.visible.active:hover {
      background-color: var(
        --vscode-scrollbarSlider-activeBackground,
        rgba(191, 191, 191, 0.4)
      );
    }

    .prevent-interaction {
      bottom: 0;
      left: 0;
      right: 0;
      top: 0;
      position: absolute;
      z-index: 99;
    }

    .content {
      overflow: hidden;
    }
  `],Yn=Di;var U=function(o,e,t,n){var s=arguments.length,i=s<3?e:n===null?n=Object.getOwnPropertyDescriptor(e,t):n,r;if(typeof Reflect=="object"&&typeof Reflect.decorate=="function")i=Reflect.decorate(o,e,t,n);else for(var a=o.length-1;a>=0;a--)(r=o[a])&&(i=(s<3?r(i):s>3?r(e,t,i):r(e,t))||i);return s>3&&i&&Object.defineProperty(e,t,i),i},V=class extends L{set scrollPos(e){this._scrollPos=this._limitScrollPos(e),this._updateScrollbar(),this._updateThumbPosition(),this.requestUpdate()}get scrollPos(){return this._scrollPos}get scrollMax(){return this._scrollableContainer?this._scrollableContainer.scrollHeight-this._scrollableContainer.clientHeight:0}constructor(){super(),this.alwaysVisible=!1,this.fastScrollSensitivity=5,this.minThumbSize=20,this.mouseWheelScrollSensitivity=1,this.shadow=!0,this.scrolled=!1,this._scrollPos=0,this._isDragging=!1,this._thumbHeight=0,this._thumbY=0,this._thumbVisible=!1,this._thumbFade=!1,this._thumbActive=!1,this._componentHeight=0,this._contentHeight=0,this._scrollThumbStartY=0,this._mouseStartY=0,this._scrollbarVisible=!0,this._scrollbarTrackZ=0,this._resizeObserverCallback=()=>{this._componentHeight=this.offsetHeight,this._contentHeight=this._contentElement.offsetHeight,this._updateScrollbar(),this._updateThumbPosition()},this._handleSlotChange=()=>{this._updateScrollbar(),this._updateThumbPosition(),this._zIndexFix()},this._handleScrollThumbMouseMove=e=>{let t=this._scrollThumbStartY+(e.screenY-this._mouseStartY);this._thumbY=this._limitThumbPos(t),this.scrollPos=this._calculateScrollPosFromThumbPos(this._thumbY),this.dispatchEvent(new CustomEvent("vsc-scrollable-scroll",{detail:this.scrollPos}))},this._handleScrollThumbMouseUp=e=>{this._isDragging=!1,this._thumbActive=!1;let t=this.getBoundingClientRect(),{x:n,y:s,width:i,height:r}=t,{pageX:a,pageY:l}=e;(a>n+i||a<n||l>s+r||l<s)&&(this._thumbFade=!0,this._thumbVisible=!1),document.removeEventListener("mousemove",this._handleScrollThumbMouseMove),document.removeEventListener("mouseup",this._handleScrollThumbMouseUp)},this._handleComponentMouseOver=()=>{this._thumbVisible=!0,this._thumbFade=!1},this._handleComponentMouseOut=()=>{this._thumbActive||(this._thumbVisible=!1,this._thumbFade=!0)},this._handleComponentWheel=e=>{if(this._contentHeight<=this._componentHeight)return;e.preventDefault();let t=e.altKey?this.mouseWheelScrollSensitivity*this.fastScrollSensitivity:this.mouseWheelScrollSensitivity;this.scrollPos=this._limitScrollPos(this.scrollPos+e.deltaY*t),this.dispatchEvent(new CustomEvent("vsc-scrollable-scroll",{detail:this.scrollPos}))},this._handleScrollableContainerScroll=e=>{e.currentTarget&&(this.scrollPos=e.currentTarget.scrollTop)},this.addEventListener("mouseover",this._handleComponentMouseOver),this.addEventListener("mouseout",this._handleComponentMouseOut),this.addEventListener("wheel",this._handleComponentWheel)}connectedCallback(){super.connectedCallback(),this._hostResizeObserver=new ResizeObserver(this._resizeObserverCallback),this._contentResizeObserver=new ResizeObserver(this._resizeObserverCallback),this.requestUpdate(),this.updateComplete.then(()=>{this._hostResizeObserver.observe(this),this._contentResizeObserver.observe(this._contentElement),this._updateThumbPosition()})}disconnectedCallback(){super.disconnectedCallback(),this._hostResizeObserver.unobserve(this),this._hostResizeObserver.disconnect(),this._contentResizeObserver.unobserve(this._contentElement),this._contentResizeObserver.disconnect()}firstUpdated(e){this._updateThumbPosition()}_calcThumbHeight(){let e=this.offsetHeight,t=this._contentElement?.offsetHeight??0,n=e*(e/t);return Math.max(this.minThumbSize,n)}_updateScrollbar(){let e=this._contentElement?.offsetHeight??0;this.offsetHeight>=e?this._scrollbarVisible=!1:(this._scrollbarVisible=!0,this._thumbHeight=this._calcThumbHeight()),this.requestUpdate()}_zIndexFix(){let e=0;this._assignedElements.forEach(t=>{if("style"in t){let n=window.getComputedStyle(t).zIndex;/([0-9-])+/g.test(n)&&(e=Number(n)>e?Number(n):e)}}),this._scrollbarTrackZ=e+1,this.requestUpdate()}_updateThumbPosition(){if(!this._scrollableContainer)return;this.scrolled=this.scrollPos>0;let e=this.offsetHeight,t=this._thumbHeight,s=this._contentElement.offsetHeight-e,i=this.scrollPos/s,r=e-t;this._thumbY=Math.min(i*(e-t),r)}_calculateScrollPosFromThumbPos(e){let t=this.getBoundingClientRect().height,n=this._scrollThumbElement.getBoundingClientRect().height,s=this._contentElement.getBoundingClientRect().height,i=e/(t-n)*(s-t);return this._limitScrollPos(i)}_limitScrollPos(e){return e<0?0:e>this.scrollMax?this.scrollMax:e}_limitThumbPos(e){let t=this.getBoundingClientRect().height,n=this._scrollThumbElement.getBoundingClientRect().height;return e<0?0:e>t-n?t-n:e}_handleScrollThumbMouseDown(e){let t=this.getBoundingClientRect(),n=this._scrollThumbElement.getBoundingClientRect();this._mouseStartY=e.screenY,this._scrollThumbStartY=n.top-t.top,this._isDragging=!0,this._thumbActive=!0,document.addEventListener("mousemove",this._handleScrollThumbMouseMove),document.addEventListener("mouseup",this._handleScrollThumbMouseUp)}_handleScrollbarTrackPress(e){e.target===e.currentTarget&&(this._thumbY=e.offsetY-this._thumbHeight/2,this.scrollPos=this._calculateScrollPosFromThumbPos(this._thumbY))}render(){return h`
      <div
        class="scrollable-container"
        .style=${oe({userSelect:this._isDragging?"none":"auto"})}
        .scrollTop=${this.scrollPos}
        @scroll=${this._handleScrollableContainerScroll}
      >
        <div
          class=${T({shadow:!0,visible:this.scrolled})}
          .style=${oe({zIndex:String(this._scrollbarTrackZ)})}
        ></div>
        ${this._isDragging?h`<div class="prevent-interaction"></div>`:f}
        <div
          class=${T({"scrollbar-track":!0,hidden:!this._scrollbarVisible})}
          @mousedown=${this._handleScrollbarTrackPress}
        >
          <div
            class=${T({"scrollbar-thumb":!0,visible:this.alwaysVisible?!0:this._thumbVisible,fade:this.alwaysVisible?!1:this._thumbFade,active:this._thumbActive})}
            .style=${oe({height:`${this._thumbHeight}px`,top:`${this._thumbY}px`})}
            @mousedown=${this._handleScrollThumbMouseDown}
          ></div>
        </div>
        <div class="content">
          <slot @slotchange=${this._handleSlotChange}></slot>
        </div>
      </div>
    `}};V.styles=Yn;U([d({type:Boolean,reflect:!0,attribute:"always-visible"})],V.prototype,"alwaysVisible",void 0);U([d({type:Number,attribute:"fast-scroll-sensitivity"})],V.prototype,"fastScrollSensitivity",void 0);U([d({type:Number,attribute:"min-thumb-size"})],V.prototype,"minThumbSize",void 0);U([d({type:Number,attribute:"mouse-wheel-scroll-sensitivity"})],V.prototype,"mouseWheelScrollSensitivity",void 0);U([d({type:Boolean,reflect:!0})],V.prototype,"shadow",void 0);U([d({type:Boolean,reflect:!0})],V.prototype,"scrolled",void 0);U([d({type:Number,attribute:"scroll-pos"})],V.prototype,"scrollPos",null);U([k()],V.prototype,"_isDragging",void 0);U([k()],V.prototype,"_thumbHeight",void 0);U([k()],V.prototype,"_thumbY",void 0);U([k()],V.prototype,"_thumbVisible",void 0);U([k()],V.prototype,"_thumbFade",void 0);U([k()],V.prototype,"_thumbActive",void 0);U([se(".content")],V.prototype,"_contentElement",void 0);U([se(".scrollbar-thumb",!0)],V.prototype,"_scrollThumbElement",void 0);U([se(".scrollable-container")],V.prototype,"_scrollableContainer",void 0);U([jt()],V.prototype,"_assignedElements",void 0);V=U([F("vscode-scrollable")],V);var B=function(o,e,t,n){var s=arguments.length,i=s<3?e:n===null?n=Object.getOwnPropertyDescriptor(e,t):n,r;if(typeof Reflect=="object"&&typeof Reflect.decorate=="function")i=Reflect.decorate(o,e,t,n);else for(var a=o.length-1;a>=0;a--)(r=o[a])&&(i=(s<3?r(i):s>3?r(e,t,i):r(e,t))||i);return s>3&&i&&Object.defineProperty(e,t,i),i},Jt=10,me=22,A=class extends L{set combobox(e){this._opts.comboboxMode=e}get combobox(){return this._opts.comboboxMode}set disabled(e){this._disabled=e,this.ariaDisabled=e?"true":"false",e===!0?(this._originalTabIndex=this.tabIndex,this.tabIndex=-1):(this.tabIndex=this._originalTabIndex??0,this._originalTabIndex=void 0),this.requestUpdate()}get disabled(){return this._disabled}set filter(e){let t=["contains","fuzzy","startsWith","startsWithPerTerm"],n;t.includes(e)?n=e:(this.warn(`Invalid filter: "${e}", fallback to default. Valid values are: "contains", "fuzzy", "startsWith", "startsWithPerm".`),n="fuzzy"),this._opts.filterMethod=n}get filter(){return this._opts.filterMethod}set options(e){this._opts.populate(e)}get options(){return this._opts.options.map(({label:e,value:t,description:n,selected:s,disabled:i})=>({label:e,value:t,description:n,selected:s,disabled:i}))}constructor(){super(),this.creatable=!1,this.label="",this.invalid=!1,this.focused=!1,this.open=!1,this.position="below",this._prevXPos=0,this._prevYPos=0,this._opts=new Zt(this),this._firstUpdateCompleted=!1,this._currentDescription="",this._filter="fuzzy",this._selectedIndexes=[],this._options=[],this._value="",this._values=[],this._isPlaceholderOptionActive=!1,this._isBeingFiltered=!1,this._optionListScrollPos=0,this._isHoverForbidden=!1,this._disabled=!1,this._originalTabIndex=void 0,this._onMouseMove=()=>{this._isHoverForbidden=!1,window.removeEventListener("mousemove",this._onMouseMove)},this._onOptionListScroll=e=>{this._optionListScrollPos=e.detail},this._onComponentKeyDown=e=>{[" ","ArrowUp","ArrowDown","Escape"].includes(e.key)&&(e.stopPropagation(),e.preventDefault()),e.key==="Enter"&&this._onEnterKeyDown(e),e.key===" "&&this._onSpaceKeyDown(),e.key==="Escape"&&this._onEscapeKeyDown(),e.key==="ArrowUp"&&this._onArrowUpKeyDown(),e.key==="ArrowDown"&&this._onArrowDownKeyDown()},this._onComponentFocus=()=>{this.focused=!0},this._onComponentBlur=()=>{this.focused=!1},this._handleWindowScroll=()=>{let{x:e,y:t}=this.getBoundingClientRect();(e!==this._prevXPos||t!==this._prevYPos)&&(this.open=!1)},this.addEventListener("vsc-option-state-change",e=>{e.stopPropagation(),this._setStateFromSlottedElements(),this.requestUpdate()})}connectedCallback(){super.connectedCallback(),this.addEventListener("keydown",this._onComponentKeyDown),this.addEventListener("focus",this._onComponentFocus),this.addEventListener("blur",this._onComponentBlur),this._setAutoFocus()}disconnectedCallback(){super.disconnectedCallback(),this.removeEventListener("keydown",this._onComponentKeyDown),this.removeEventListener("focus",this._onComponentFocus),this.removeEventListener("blur",this._onComponentBlur)}firstUpdated(e){this._firstUpdateCompleted=!0}willUpdate(e){if(e.has("required")&&this._firstUpdateCompleted&&this._manageRequired(),e.has("open")&&this._firstUpdateCompleted)if(this.open){this._dropdownEl.showPopover();let{x:t,y:n}=this.getBoundingClientRect();this._prevXPos=t,this._prevYPos=n,window.addEventListener("scroll",this._handleWindowScroll,{capture:!0}),this._opts.activateDefault(),this._scrollActiveElementToTop()}else this._dropdownEl.hidePopover(),window.removeEventListener("scroll",this._handleWindowScroll)}get _filteredOptions(){return!this.combobox||this._opts.filterPattern===""?this._options:Kn(this._options,this._opts.filterPattern,this._filter)}_setAutoFocus(){this.hasAttribute("autofocus")&&(this.tabIndex<0&&(this.tabIndex=0),this.combobox?this.updateComplete.then(()=>{this.shadowRoot?.querySelector(".combobox-input").focus()}):this.updateComplete.then(()=>{this.shadowRoot?.querySelector(".select-face").focus()}))}get _isSuggestedOptionVisible(){if(!(this.combobox&&this.creatable))return!1;let e=this._opts.getOptionByValue(this._opts.filterPattern)!==null,t=this._opts.filterPattern.length>0;return!e&&t}_manageRequired(){}_setStateFromSlottedElements(){let e=this._assignedOptions??[];this._opts.clear(),e.forEach(t=>{let{innerText:n,description:s,disabled:i}=t,r=typeof t.value=="string"?t.value:n.trim(),a=t.selected??!1,l={label:n.trim(),value:r,description:s,selected:a,disabled:i};this._opts.add(l)})}_createSuggestedOption(){let e=this._opts.numOptions,t=document.createElement("vscode-option");return t.value=this._opts.filterPattern,Ut(this._opts.filterPattern,t),this.appendChild(t),e}_dispatchChangeEvent(){this.dispatchEvent(new Event("change")),this.dispatchEvent(new Event("input"))}async _createAndSelectSuggestedOption(){}_toggleComboboxDropdown(){this._opts.filterPattern="",this.open=!this.open}_scrollActiveElementToTop(){this._optionListScrollPos=Math.floor(this._opts.relativeActiveIndex*me)}async _adjustOptionListScrollPos(e,t){let n=this._opts.numOfVisibleOptions;if(this._isSuggestedOptionVisible&&(n+=1),n<=Jt)return;this._isHoverForbidden=!0,window.addEventListener("mousemove",this._onMouseMove);let i=this._optionListScrollPos,r=t*me,a=r>=i&&r<=i+Jt*me-me;e==="down"&&(a||(this._optionListScrollPos=t*me-(Jt-1)*me)),e==="up"&&(a||(this._optionListScrollPos=Math.floor(this._opts.relativeActiveIndex*me)))}_onFaceClick(){this.open=!this.open}_handleDropdownToggle(e){this.open=e.newState==="open"}_onComboboxButtonClick(){this._toggleComboboxDropdown()}_onComboboxButtonKeyDown(e){e.key==="Enter"&&this._toggleComboboxDropdown()}_onOptionMouseOver(e){if(this._isHoverForbidden)return;let t=e.target;t.matches(".option")&&(t.matches(".placeholder")?(this._isPlaceholderOptionActive=!0,this._opts.activeIndex=-1):(this._isPlaceholderOptionActive=!1,this._opts.activeIndex=+t.dataset.index))}_onPlaceholderOptionMouseOut(){this._isPlaceholderOptionActive=!1}_onNoOptionsClick(e){e.stopPropagation()}_onEnterKeyDown(e){this._isBeingFiltered=!1,e?.composedPath&&e.composedPath().find(n=>n.matches?n.matches("vscode-button.button-accept"):!1)}_onSpaceKeyDown(){if(!this.open){this.open=!0;return}}_onArrowUpKeyDown(){if(this.open){if(this._opts.activeIndex<=0&&!(this.combobox&&this.creatable))return;if(this._isPlaceholderOptionActive){let e=this._opts.numOfVisibleOptions-1;this._opts.activeIndex=e,this._isPlaceholderOptionActive=!1}else{let e=this._opts.prev();if(e!==null){this._opts.activeIndex=e?.index??-1;let t=e?.filteredIndex??-1;t>-1&&this._adjustOptionListScrollPos("up",t)}}}else this.open=!0,this._opts.activateDefault()}_onArrowDownKeyDown(){let e=this._opts.numOfVisibleOptions,t=this._isSuggestedOptionVisible;if(t&&(e+=1),this.open){if(this._isPlaceholderOptionActive&&this._opts.activeIndex===-1)return;let n=this._opts.next();if(t&&n===null)this._isPlaceholderOptionActive=!0,this._adjustOptionListScrollPos("down",e-1),this._opts.activeIndex=-1;else if(n!==null){let s=n?.filteredIndex??-1;this._opts.activeIndex=n?.index??-1,s>-1&&this._adjustOptionListScrollPos("down",s)}}else this.open=!0,this._opts.activateDefault()}_onEscapeKeyDown(){this.open=!1}_onSlotChange(){this._setStateFromSlottedElements(),this.requestUpdate()}_onComboboxInputFocus(e){e.target.select(),this._isBeingFiltered=!1,this._opts.filterPattern=""}_onComboboxInputBlur(){this._isBeingFiltered=!1}_onComboboxInputInput(e){this._isBeingFiltered=!0,this._opts.filterPattern=e.target.value,this._opts.activeIndex=-1,this.open=!0}_onComboboxInputClick(){this._isBeingFiltered=this._opts.filterPattern!=="",this.open=!0}_onComboboxInputSpaceKeyDown(e){e.key===" "&&e.stopPropagation()}_onOptionClick(e){this._isBeingFiltered=!1}_renderCheckbox(e,t){return h`<span class=${T({"checkbox-icon":!0,checked:e})}>${Nn}</span
      ><span class="option-label">${t}</span>`}_renderOptions(){let e=this._opts.options;return h`
      <ul
        aria-label=${P(this.label??void 0)}
        aria-multiselectable=${P(this._opts.multiSelect?"true":void 0)}
        class="options"
        id="select-listbox"
        role="listbox"
        tabindex="-1"
        @click=${this._onOptionClick}
        @mouseover=${this._onOptionMouseOver}
      >
        ${Gt(e,t=>t.index,(t,n)=>{if(!t.visible)return f;let s=t.index===this._opts.activeIndex&&!t.disabled,i=this._opts.getIsIndexSelected(t.index),r={active:s,disabled:t.disabled,option:!0,"single-select":!this._opts.multiSelect,"multi-select":this._opts.multiSelect,selected:i},a=t.ranges?.length??!1?Wn(t.label,t.ranges??[]):t.label;return h`
              <li
                aria-selected=${i?"true":"false"}
                class=${T(r)}
                data-index=${t.index}
                data-filtered-index=${n}
                id=${`op-${t.index}`}
                role="option"
                tabindex="-1"
              >
                ${qn(this._opts.multiSelect,()=>this._renderCheckbox(i,a),()=>a)}
              </li>
            `})}
        ${this._renderPlaceholderOption(this._opts.numOfVisibleOptions<1)}
      </ul>
    `}_renderPlaceholderOption(e){return this.combobox?this._opts.getOptionByLabel(this._opts.filterPattern)?f:this.creatable&&this._opts.filterPattern.length>0?h`<li
        class=${T({option:!0,placeholder:!0,active:this._isPlaceholderOptionActive})}
        @mouseout=${this._onPlaceholderOptionMouseOut}
      >
        Add "${this._opts.filterPattern}"
      </li>`:e?h`<li class="no-options" @click=${this._onNoOptionsClick}>
            No options
          </li>`:f:f}_renderDescription(){let e=this._opts.getActiveOption();if(!e)return f;let{description:t}=e;return t?h`<div class="description">${t}</div>`:f}_renderSelectFace(){return h`${f}`}_renderComboboxFace(){return h`${f}`}_renderDropdownControls(){return h`${f}`}_renderDropdown(){let e={dropdown:!0,multiple:this._opts.multiSelect,open:this.open},t=this._isSuggestedOptionVisible||this._opts.numOfVisibleOptions===0?this._opts.numOfVisibleOptions+1:this._opts.numOfVisibleOptions,n=Math.min(t*me,Jt*me),s=this.getBoundingClientRect(),i={width:`${s.width}px`,left:`${s.left}px`,top:this.position==="below"?`${s.top+s.height}px`:"unset",bottom:this.position==="below"?"unset":`${document.documentElement.clientHeight-s.top}px`};return h`
      <div
        class=${T(e)}
        popover="auto"
        @toggle=${this._handleDropdownToggle}
        .style=${oe(i)}
      >
        ${this.position==="above"?this._renderDescription():f}
        <vscode-scrollable
          always-visible
          class="scrollable"
          min-thumb-size="40"
          tabindex="-1"
          @vsc-scrollable-scroll=${this._onOptionListScroll}
          .scrollPos=${this._optionListScrollPos}
          .style=${oe({height:`${n}px`})}
        >
          ${this._renderOptions()} ${this._renderDropdownControls()}
        </vscode-scrollable>
        ${this.position==="below"?this._renderDescription():f}
      </div>
    `}};B([d({type:Boolean,reflect:!0})],A.prototype,"creatable",void 0);B([d({type:Boolean,reflect:!0})],A.prototype,"combobox",null);B([d({reflect:!0})],A.prototype,"label",void 0);B([d({type:Boolean,reflect:!0})],A.prototype,"disabled",null);B([d({type:Boolean,reflect:!0})],A.prototype,"invalid",void 0);B([d()],A.prototype,"filter",null);B([d({type:Boolean,reflect:!0})],A.prototype,"focused",void 0);B([d({type:Boolean,reflect:!0})],A.prototype,"open",void 0);B([d({type:Array})],A.prototype,"options",null);B([d({reflect:!0})],A.prototype,"position",void 0);B([jt({flatten:!0,selector:"vscode-option"})],A.prototype,"_assignedOptions",void 0);B([se(".dropdown",!0)],A.prototype,"_dropdownEl",void 0);B([k()],A.prototype,"_currentDescription",void 0);B([k()],A.prototype,"_filter",void 0);B([k()],A.prototype,"_filteredOptions",null);B([k()],A.prototype,"_selectedIndexes",void 0);B([k()],A.prototype,"_options",void 0);B([k()],A.prototype,"_value",void 0);B([k()],A.prototype,"_values",void 0);B([k()],A.prototype,"_isPlaceholderOptionActive",void 0);B([k()],A.prototype,"_isBeingFiltered",void 0);B([k()],A.prototype,"_optionListScrollPos",void 0);var Gn=[H,x`
    :host {
      display: inline-block;
      max-width: 100%;
      outline: none;
      position: relative;
      width: 320px;
    }

    .main-slot {
      display: none;
    }

    .select-face,
    .combobox-face {
      background-color: var(--vscode-settings-dropdownBackground, #313131);
      border-color: var(--vscode-settings-dropdownBorder, #3c3c3c);
      border-radius: 4px;
      border-style: solid;
      border-width: 1px;
      box-sizing: border-box;
      color: var(--vscode-settings-dropdownForeground, #cccccc);
      font-family: var(--vscode-font-family, sans-serif);
      font-size: var(--vscode-font-size, 13px);
      font-weight: var(--vscode-font-weight, normal);
      line-height: 18px;
      position: relative;
      user-select: none;
      width: 100%;
    }

    :host([invalid]) .select-face,
    :host(:invalid) .select-face,
    :host([invalid]) .combobox-face,
    :host(:invalid) .combobox-face {
      background-color: var(--vscode-inputValidation-errorBackground, #5a1d1d);
      border-color: var(--vscode-inputValidation-errorBorder, #be1100);
    }

    .select-face {
      cursor: pointer;
      display: block;
      padding: 3px 4px;
    }

    .select-face .text {
      display: block;
      height: 18px;
      overflow: hidden;
      padding-right: 20px;
      text-overflow: ellipsis;
      white-space: nowrap;
    }

    .select-face.multiselect {
      padding: 0;
    }

    .select-face-badge {
      background-color: var(--vscode-badge-background, #616161);
      border-radius: 2px;
      color: var(--vscode-badge-foreground, #f8f8f8);
      display: inline-block;
      flex-shrink: 0;
      font-size: 11px;
      line-height: 16px;
      margin: 2px;
      padding: 2px 3px;
      white-space: nowrap;
    }

    .select-face-badge.no-item {
      background-color: transparent;
      color: inherit;
    }

    .combobox-face {
      display: flex;
    }

    :host(:focus) .select-face,
    :host(:focus) .combobox-face,
    :host([focused]) .select-face,
    :host([focused]) .combobox-face {
      outline: none;
    }

    :host(:focus:not([open])) .select-face,
    :host(:focus:not([open])) .combobox-face,
    :host([focused]:not([open])) .select-face,
    :host([focused]:not([open])) .combobox-face {
      border-color: var(--vscode-focusBorder, #0078d4);
    }

    .combobox-input {
      background-color: transparent;
      box-sizing: border-box;
      border: 0;
      color: var(--vscode-foreground, #cccccc);
      display: block;
      font-family: var(--vscode-font-family, sans-serif);
      font-size: var(--vscode-font-size, 13px);
      line-height: 16px;
      padding: 4px;
      width: 100%;
    }

    .combobox-input:focus {
      outline: none;
    }

    .combobox-button {
      align-items: center;
      background-color: transparent;
      border: 0;
      border-radius: 2px;
      box-sizing: content-box;
      color: var(--vscode-foreground, #cccccc);
      cursor: pointer;
      display: flex;
      flex-shrink: 0;
      height: 16px;
      justify-content: center;
      margin: 1px 1px 0 0;
      padding: 3px;
      width: 22px;
    }

    .combobox-button:hover,
    .combobox-button:focus-visible {
      background-color: var(
        --vscode-toolbar-hoverBackground,
        rgba(90, 93, 94, 0.31)
      );
      outline-style: dashed;
      outline-color: var(--vscode-toolbar-hoverOutline, transparent);
    }

    .combobox-button:focus-visible {
      outline: none;
    }

    .icon {
      color: var(--vscode-foreground, #cccccc);
      display: block;
      height: 14px;
      pointer-events: none;
      width: 14px;
    }

    .select-face .icon {
      position: absolute;
      right: 6px;
      top: 5px;
    }

    .icon svg {
      color: var(--vscode-foreground, #cccccc);
      height: 100%;
      width: 100%;
    }

    .dropdown {
      background-color: var(--vscode-settings-dropdownBackground, #313131);
      border-color: var(--vscode-settings-dropdownListBorder, #454545);
      border-radius: 4px;
      border-style: solid;
      border-width: 1px;
      bottom: unset;
      box-shadow: 0 2px 8px var(--vscode-widget-shadow, rgba(0, 0, 0, 0.36));
      box-sizing: border-box;
      display: none;
      padding: 0;
      right: unset;
    }

    .dropdown.open {
      display: block;
    }

    :host([position='above']) .dropdown {
      bottom: 26px;
      padding-bottom: 0;
      padding-top: 2px;
      top: unset;
    }

    .scrollable {
      display: block;
      max-height: 222px;
      margin: 0;
      outline: none;
      overflow: hidden;
    }

    .options {
      box-sizing: border-box;
      cursor: pointer;
      list-style: none;
      margin: 0;
      padding: 0;
    }

    .option {
      box-sizing: border-box;
      color: var(--vscode-foreground, #cccccc);
      cursor: pointer;
      font-family: var(--vscode-font-family, sans-serif);
      font-size: var(--vscode-font-size, 13px);
      font-weight: var(--vscode-font-weight, normal);
      height: 22px;
      line-height: 20px;
      min-height: calc(var(--vscode-font-size) * 1.3);
      padding: 1px 3px;
      user-select: none;
      outline-color: transparent;
      outline-offset: -1px;
      outline-style: solid;
      outline-width: 1px;
      overflow: hidden;
      white-space: nowrap;
      text-overflow: ellipsis;
    }

    .option.single-select {
      display: block;
      overflow: hidden;
      white-space: nowrap;
      text-overflow: ellipsis;
    }

    .option.multi-select {
      align-items: center;
      display: flex;
    }

    .option b {
      color: var(--vscode-list-highlightForeground, #2aaaff);
    }

    .option.active b {
      color: var(--vscode-list-focusHighlightForeground, #2aaaff);
    }

    .option:not(.disabled):hover {
      background-color: var(--vscode-list-hoverBackground, #2a2d2e);
      color: var(--vscode-list-hoverForeground, #ffffff);
    }

    :host-context(body[data-vscode-theme-kind='vscode-high-contrast'])
      .option:hover,
    :host-context(body[data-vscode-theme-kind='vscode-high-contrast-light'])
      .option:hover {
      outline-style: dotted;
      outline-color: var(--vscode-list-focusOutline, #0078d4);
      outline-width: 1px;
    }

    .option.disabled {
      cursor: not-allowed;
      opacity: 0.4;
    }

    .option.active,
    .option.active:hover {
      background-color: var(--vscode-list-activeSelectionBackground, #04395e);
      color: var(--vscode-list-activeSelectionForeground, #ffffff);
      outline-color: var(--vscode-list-activeSelectionBackground, #04395e);
      outline-style: solid;
      outline-width: 1px;
    }

    .no-options {
      align-items: center;
      border-color: transparent;
      border-style: solid;
      border-width: 1px;
      color: var(--vscode-foreground, #cccccc);
      cursor: default;
      display: flex;
      font-family: var(--vscode-font-family, sans-serif);
      font-size: var(--vscode-font-size, 13px);
      font-weight: var(--vscode-font-weight, normal);
      line-height: 18px;
      min-height: calc(var(--vscode-font-size) * 1.3);
      opacity: 0.85;
      padding: 1px 3px;
      user-select: none;
    }

    .placeholder {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }

    .placeholder span {
      font-weight: bold;
    }

    .placeholder:not(.disabled):hover {
      color: var(--vscode-list-activeSelectionForeground, #ffffff);
    }

    :host-context(body[data-vscode-theme-kind='vscode-high-contrast'])
      .option.active,
    :host-context(body[data-vscode-theme-kind='vscode-high-contrast-light'])
      .option.active:hover {
      outline-color: var(--vscode-list-focusOutline, #0078d4);
      outline-style: dashed;
    }

    .option-label {
      display: block;
      overflow: hidden;
      pointer-events: none;
      text-overflow: ellipsis;
      white-space: nowrap;
      width: 100%;
    }

    .dropdown.multiple .option.selected {
      background-color: var(--vscode-list-hoverBackground, #2a2d2e);
      outline-color: var(--vscode-list-hoverBackground, #2a2d2e);
    }

    .dropdown.multiple .option.selected.active {
      background-color: var(--vscode-list-activeSelectionBackground, #04395e);
      color: var(--vscode-list-activeSelectionForeground, #ffffff);
      outline-color: var(--vscode-list-activeSelectionBackground, #04395e);
    }

    .checkbox-icon {
      align-items: center;
      background-color: var(--vscode-checkbox-background, #313131);
      border-radius: 2px;
      border: 1px solid var(--vscode-checkbox-border);
      box-sizing: border-box;
      color: var(--vscode-checkbox-foreground);
      display: flex;
      flex-basis: 15px;
      flex-shrink: 0;
      height: 15px;
      justify-content: center;
      margin-right: 5px;
      overflow: hidden;
      position: relative;
      width: 15px;
    }

    .checkbox-icon svg {
      display: none;
      height: 13px;
      width: 13px;
    }

    .checkbox-icon.checked svg {
      display: block;
    }

    .dropdown-controls {
      display: flex;
      justify-content: flex-end;
      padding: 4px;
    }

    .dropdown-controls :not(:last-child) {
      margin-right: 4px;
    }

    .action-icon {
      align-items: center;
      background-color: transparent;
      border: 0;
      color: var(--vscode-foreground, #cccccc);
      cursor: pointer;
      display: flex;
      height: 24px;
      justify-content: center;
      padding: 0;
      width: 24px;
    }

    .action-icon:focus {
      outline: none;
    }

    .action-icon:focus-visible {
      outline: 1px solid var(--vscode-focusBorder, #0078d4);
      outline-offset: -1px;
    }

    .description {
      border-color: var(--vscode-settings-dropdownBorder, #3c3c3c);
      border-style: solid;
      border-width: 1px 0 0;
      color: var(--vscode-foreground, #cccccc);
      font-family: var(--vscode-font-family, sans-serif);
      font-size: var(--vscode-font-size, 13px);
      font-weight: var(--vscode-font-weight, normal);
      line-height: 1.3;
      padding: 6px 4px;
      word-wrap: break-word;
    }

    :host([position='above']) .description {
      border-width: 0 0 1px;
    }
  `];var Xn=Gn;var Le=function(o,e,t,n){var s=arguments.length,i=s<3?e:n===null?n=Object.getOwnPropertyDescriptor(e,t):n,r;if(typeof Reflect=="object"&&typeof Reflect.decorate=="function")i=Reflect.decorate(o,e,t,n);else for(var a=o.length-1;a>=0;a--)(r=o[a])&&(i=(s<3?r(i):s>3?r(e,t,i):r(e,t))||i);return s>3&&i&&Object.defineProperty(e,t,i),i},ee=class extends A{set selectedIndex(e){this._opts.selectedIndex=e;let t=this._opts.getOptionByIndex(e);t?(this._opts.activeIndex=e,this._value=t.value,this._internals.setFormValue(this._value),this._manageRequired()):(this._value="",this._internals.setFormValue(""),this._manageRequired())}get selectedIndex(){return this._opts.selectedIndex}set value(e){this._opts.value=e,this._opts.selectedIndex>-1?this._requestedValueToSetLater="":this._requestedValueToSetLater=e,this._internals.setFormValue(this._value),this._manageRequired()}get value(){return this._opts.value}get validity(){return this._internals.validity}get validationMessage(){return this._internals.validationMessage}get willValidate(){return this._internals.willValidate}checkValidity(){return this._internals.checkValidity()}reportValidity(){return this._internals.reportValidity()}updateInputValue(){if(!this.combobox)return;let e=this.renderRoot.querySelector(".combobox-input");if(e){let t=this._opts.getSelectedOption();e.value=t?.label??""}}constructor(){super(),this.defaultValue="",this.name=void 0,this.required=!1,this._requestedValueToSetLater="",this._opts.multiSelect=!1,this._internals=this.attachInternals()}connectedCallback(){super.connectedCallback(),this.updateComplete.then(()=>{this._manageRequired()})}formResetCallback(){this.value=this.defaultValue}formStateRestoreCallback(e,t){this.updateComplete.then(()=>{this.value=e})}get type(){return"select-one"}get form(){return this._internals.form}async _createAndSelectSuggestedOption(){let e=this._createSuggestedOption();await this.updateComplete,this._opts.selectedIndex=e,this._dispatchChangeEvent();let t=new CustomEvent("vsc-single-select-create-option",{detail:{value:this._opts.getOptionByIndex(e)?.value??""}});this.dispatchEvent(t),this.open=!1,this._isPlaceholderOptionActive=!1}_setStateFromSlottedElements(){super._setStateFromSlottedElements(),!this.combobox&&this._opts.selectedIndexes.length===0&&(this._opts.selectedIndex=this._opts.options.length>0?0:-1)}_onSlotChange(){if(super._onSlotChange(),this._requestedValueToSetLater){let e=this._opts.getOptionByValue(this._requestedValueToSetLater);e&&(this._opts.selectedIndex=e.index,this._requestedValueToSetLater="")}this._opts.selectedIndex>-1&&this._opts.numOptions>0?(this._internals.setFormValue(this._opts.value),this._manageRequired()):(this._internals.setFormValue(null),this._manageRequired())}_onEnterKeyDown(e){super._onEnterKeyDown(e);let t=!1;this.combobox?this.open?this._isPlaceholderOptionActive?this._createAndSelectSuggestedOption():(t=this._opts.activeIndex!==this._opts.selectedIndex,this._opts.selectedIndex=this._opts.activeIndex,this.open=!1):(this.open=!0,this._scrollActiveElementToTop()):this.open?(t=this._opts.activeIndex!==this._opts.selectedIndex,this._opts.selectedIndex=this._opts.activeIndex,this.open=!1):(this.open=!0,this._scrollActiveElementToTop()),t&&(this._dispatchChangeEvent(),this.updateInputValue(),this._internals.setFormValue(this._opts.value),this._manageRequired())}_onOptionClick(e){super._onOptionClick(e);let n=e.composedPath().find(i=>{let r=i;if("matches"in r)return r.matches("li.option")});if(!n||n.matches(".disabled"))return;n.classList.contains("placeholder")?this.creatable&&this._createAndSelectSuggestedOption():(this._opts.selectedIndex=Number(n.dataset.index),this.open=!1,this._internals.setFormValue(this._opts.value),this._manageRequired(),this._dispatchChangeEvent())}_manageRequired(){let{value:e}=this;e===""&&this.required?this._internals.setValidity({valueMissing:!0},"Please select an item in the list.",this._face):this._internals.setValidity({})}_renderSelectFace(){let t=this._opts.getSelectedOption()?.label??"",n=this._opts.activeIndex>-1?`op-${this._opts.activeIndex}`:"";return h`
      <div
        aria-activedescendant=${n}
        aria-controls="select-listbox"
        aria-expanded=${this.open?"true":"false"}
        aria-haspopup="listbox"
        aria-label=${P(this.label)}
        class="select-face face"
        @click=${this._onFaceClick}
        role="combobox"
        tabindex="0"
      >
        <span class="text">${t}</span> ${Bo}
      </div>
    `}_renderComboboxFace(){let e="";this._isBeingFiltered?e=this._opts.filterPattern:e=this._opts.getSelectedOption()?.label??"";let t=this._opts.activeIndex>-1?`op-${this._opts.activeIndex}`:"",n=this.open?"true":"false";return h`
      <div class="combobox-face face">
        <input
          aria-activedescendant=${t}
          aria-autocomplete="list"
          aria-controls="select-listbox"
          aria-expanded=${n}
          aria-haspopup="listbox"
          aria-label=${P(this.label)}
          class="combobox-input"
          role="combobox"
          spellcheck="false"
          type="text"
          autocomplete="off"
          .value=${e}
          @focus=${this._onComboboxInputFocus}
          @blur=${this._onComboboxInputBlur}
          @input=${this._onComboboxInputInput}
          @click=${this._onComboboxInputClick}
          @keydown=${this._onComboboxInputSpaceKeyDown}
        />
        <button
          aria-label="Open the list of options"
          class="combobox-button"
          type="button"
          @click=${this._onComboboxButtonClick}
          @keydown=${this._onComboboxButtonKeyDown}
          tabindex="-1"
        >
          ${Bo}
        </button>
      </div>
    `}render(){return h`
      <div class="single-select">
        <slot class="main-slot" @slotchange=${this._onSlotChange}></slot>
        ${this.combobox?this._renderComboboxFace():this._renderSelectFace()}
        ${this._renderDropdown()}
      </div>
    `}};ee.styles=Xn;ee.shadowRootOptions={...w.shadowRootOptions,delegatesFocus:!0};ee.formAssociated=!0;Le([d({attribute:"default-value"})],ee.prototype,"defaultValue",void 0);Le([d({reflect:!0})],ee.prototype,"name",void 0);Le([d({type:Number,attribute:"selected-index"})],ee.prototype,"selectedIndex",null);Le([d({type:String})],ee.prototype,"value",null);Le([d({type:Boolean,reflect:!0})],ee.prototype,"required",void 0);Le([se(".face")],ee.prototype,"_face",void 0);ee=Le([F("vscode-single-select")],ee);var Zn=Ke(Kt()),Vi=[H,x`
    :host {
      display: inline-block;
      width: 320px;
    }

    .root {
      align-items: center;
      background-color: var(--vscode-settings-textInputBackground, #313131);
      border-color: var(
        --vscode-settings-textInputBorder,
        var(--vscode-settings-textInputBackground, #3c3c3c)
      );
      border-radius: 4px;
      border-style: solid;
      border-width: 1px;
      box-sizing: border-box;
      color: var(--vscode-settings-textInputForeground, #cccccc);
      display: flex;
      max-width: 100%;
      position: relative;
      width: 100%;
    }

    :host([focused]) .root {
      border-color: var(--vscode-focusBorder, #0078d4);
    }

    :host([invalid]),
    :host(:invalid) {
      border-color: var(--vscode-inputValidation-errorBorder, #be1100);
    }

    :host([invalid]) input,
    :host(:invalid) input {
      background-color: var(--vscode-inputValidation-errorBackground, #5a1d1d);
    }

    ::slotted([slot='content-before']) {
      display: block;
      margin-left: 2px;
    }

    ::slotted([slot='content-after']) {
      display: block;
      margin-right: 2px;
    }

    slot[name='content-before'],
    slot[name='content-after'] {
      align-items: center;
      display: flex;
    }

    input {
      background-color: var(--vscode-settings-textInputBackground, #313131);
      border: 0;
      box-sizing: border-box;
      color: var(--vscode-settings-textInputForeground, #cccccc);
      display: block;
      font-family: var(--vscode-font-family, ${Zn});
      font-size: var(--vscode-font-size, 13px);
      font-weight: var(--vscode-font-weight, 'normal');
      line-height: 18px;
      outline: none;
      padding-bottom: 3px;
      padding-left: 4px;
      padding-right: 4px;
      padding-top: 3px;
      width: 100%;
    }

    input:read-only:not([type='file']) {
      cursor: not-allowed;
    }

    input::placeholder {
      color: var(--vscode-input-placeholderForeground, #989898);
      opacity: 1;
    }

    input[type='file'] {
      line-height: 24px;
      padding-bottom: 0;
      padding-left: 2px;
      padding-top: 0;
    }

    input[type='file']::file-selector-button {
      background-color: var(--vscode-button-background, #0078d4);
      border: 0;
      border-radius: 2px;
      color: var(--vscode-button-foreground, #ffffff);
      cursor: pointer;
      font-family: var(--vscode-font-family, ${Zn});
      font-size: var(--vscode-font-size, 13px);
      font-weight: var(--vscode-font-weight, 'normal');
      line-height: 20px;
      padding: 0 14px;
    }

    input[type='file']::file-selector-button:hover {
      background-color: var(--vscode-button-hoverBackground, #026ec1);
    }
  `],Jn=Vi;var E=function(o,e,t,n){var s=arguments.length,i=s<3?e:n===null?n=Object.getOwnPropertyDescriptor(e,t):n,r;if(typeof Reflect=="object"&&typeof Reflect.decorate=="function")i=Reflect.decorate(o,e,t,n);else for(var a=o.length-1;a>=0;a--)(r=o[a])&&(i=(s<3?r(i):s>3?r(e,t,i):r(e,t))||i);return s>3&&i&&Object.defineProperty(e,t,i),i},S=class extends L{set type(e){let t=["color","date","datetime-local","email","file","month","number","password","search","tel","text","time","url","week"];this._type=t.includes(e)?e:"text"}get type(){return this._type}set value(e){this.type!=="file"&&(this._value=e,this._internals.setFormValue(e)),this.updateComplete.then(()=>{this._setValidityFromInput()})}get value(){return this._value}set minlength(e){this.minLength=e}get minlength(){return this.minLength}set maxlength(e){this.maxLength=e}get maxlength(){return this.maxLength}get form(){return this._internals.form}get validity(){return this._internals.validity}get validationMessage(){return this._internals.validationMessage}get willValidate(){return this._internals.willValidate}checkValidity(){return this._setValidityFromInput(),this._internals.checkValidity()}reportValidity(){return this._setValidityFromInput(),this._internals.reportValidity()}get wrappedElement(){return this._inputEl}constructor(){super(),this.autocomplete=void 0,this.autofocus=!1,this.defaultValue="",this.disabled=!1,this.focused=!1,this.invalid=!1,this.label="",this.max=void 0,this.maxLength=void 0,this.min=void 0,this.minLength=void 0,this.multiple=!1,this.name=void 0,this.pattern=void 0,this.placeholder=void 0,this.readonly=!1,this.required=!1,this.step=void 0,this._value="",this._type="text",this._internals=this.attachInternals()}connectedCallback(){super.connectedCallback(),this.updateComplete.then(()=>{this._inputEl.checkValidity(),this._setValidityFromInput(),this._internals.setFormValue(this._inputEl.value)})}attributeChangedCallback(e,t,n){super.attributeChangedCallback(e,t,n),["max","maxlength","min","minlength","pattern","required","step"].includes(e)&&this.updateComplete.then(()=>{this._setValidityFromInput()})}formResetCallback(){this.value=this.defaultValue,this.requestUpdate()}formStateRestoreCallback(e,t){this.value=e}_dataChanged(){if(this._value=this._inputEl.value,this.type==="file"&&this._inputEl.files)for(let e of this._inputEl.files)this._internals.setFormValue(e);else this._internals.setFormValue(this._inputEl.value)}_setValidityFromInput(){this._inputEl&&this._internals.setValidity(this._inputEl.validity,this._inputEl.validationMessage,this._inputEl)}_onInput(){this._dataChanged(),this._setValidityFromInput()}_onChange(){this._dataChanged(),this._setValidityFromInput(),this.dispatchEvent(new Event("change"))}_onFocus(){this.focused=!0}_onBlur(){this.focused=!1}_onKeyDown(e){e.key==="Enter"&&this._internals.form&&this._internals.form?.requestSubmit()}render(){return h`
      <div class="root">
        <slot name="content-before"></slot>
        <input
          id="input"
          type=${this.type}
          ?autofocus=${this.autofocus}
          autocomplete=${P(this.autocomplete)}
          aria-label=${this.label}
          ?disabled=${this.disabled}
          max=${P(this.max)}
          maxlength=${P(this.maxLength)}
          min=${P(this.min)}
          minlength=${P(this.minLength)}
          ?multiple=${this.multiple}
          name=${P(this.name)}
          pattern=${P(this.pattern)}
          placeholder=${P(this.placeholder)}
          ?readonly=${this.readonly}
          ?required=${this.required}
          step=${P(this.step)}
          .value=${this._value}
          @blur=${this._onBlur}
          @change=${this._onChange}
          @focus=${this._onFocus}
          @input=${this._onInput}
          @keydown=${this._onKeyDown}
        />
        <slot name="content-after"></slot>
      </div>
    `}};S.styles=Jn;S.formAssociated=!0;S.shadowRootOptions={...w.shadowRootOptions,delegatesFocus:!0};E([d()],S.prototype,"autocomplete",void 0);E([d({type:Boolean,reflect:!0})],S.prototype,"autofocus",void 0);E([d({attribute:"default-value"})],S.prototype,"defaultValue",void 0);E([d({type:Boolean,reflect:!0})],S.prototype,"disabled",void 0);E([d({type:Boolean,reflect:!0})],S.prototype,"focused",void 0);E([d({type:Boolean,reflect:!0})],S.prototype,"invalid",void 0);E([d({attribute:!1})],S.prototype,"label",void 0);E([d({type:Number})],S.prototype,"max",void 0);E([d({type:Number})],S.prototype,"maxLength",void 0);E([d({type:Number})],S.prototype,"min",void 0);E([d({type:Number})],S.prototype,"minLength",void 0);E([d({type:Boolean,reflect:!0})],S.prototype,"multiple",void 0);E([d({reflect:!0})],S.prototype,"name",void 0);E([d()],S.prototype,"pattern",void 0);E([d()],S.prototype,"placeholder",void 0);E([d({type:Boolean,reflect:!0})],S.prototype,"readonly",void 0);E([d({type:Boolean,reflect:!0})],S.prototype,"required",void 0);E([d({type:Number})],S.prototype,"step",void 0);E([d({reflect:!0})],S.prototype,"type",null);E([d()],S.prototype,"value",null);E([se("#input")],S.prototype,"_inputEl",void 0);E([k()],S.prototype,"_value",void 0);E([k()],S.prototype,"_type",void 0);S=E([F("vscode-textfield")],S);var Ni=[H,x`
    :host {
      display: inline-flex;
    }

    button {
      align-items: center;
      background-color: transparent;
      border: 0;
      border-radius: 5px;
      color: var(--vscode-foreground, #cccccc);
      cursor: pointer;
      display: flex;
      outline-offset: -1px;
      outline-width: 1px;
      padding: 0;
      user-select: none;
    }

    button:focus-visible {
      outline-color: var(--vscode-focusBorder, #0078d4);
      outline-style: solid;
    }

    button:hover {
      background-color: var(
        --vscode-toolbar-hoverBackground,
        rgba(90, 93, 94, 0.31)
      );
      outline-style: dashed;
      outline-color: var(--vscode-toolbar-hoverOutline, transparent);
    }

    button:active {
      background-color: var(
        --vscode-toolbar-activeBackground,
        rgba(99, 102, 103, 0.31)
      );
    }

    button.checked {
      background-color: var(
        --vscode-inputOption-activeBackground,
        rgba(36, 137, 219, 0.51)
      );
      outline-color: var(--vscode-inputOption-activeBorder, #2488db);
      outline-style: solid;
      color: var(--vscode-inputOption-activeForeground, #ffffff);
    }

    button.checked vscode-icon {
      color: var(--vscode-inputOption-activeForeground, #ffffff);
    }

    vscode-icon {
      display: block;
      padding: 3px;
    }

    slot:not(.empty) {
      align-items: center;
      display: flex;
      height: 22px;
      padding: 0 5px 0 2px;
    }

    slot.textOnly:not(.empty) {
      padding: 0 5px;
    }
  `],Qn=Ni;var De=function(o,e,t,n){var s=arguments.length,i=s<3?e:n===null?n=Object.getOwnPropertyDescriptor(e,t):n,r;if(typeof Reflect=="object"&&typeof Reflect.decorate=="function")i=Reflect.decorate(o,e,t,n);else for(var a=o.length-1;a>=0;a--)(r=o[a])&&(i=(s<3?r(i):s>3?r(e,t,i):r(e,t))||i);return s>3&&i&&Object.defineProperty(e,t,i),i},ae=class extends L{constructor(){super(...arguments),this.icon="",this.label=void 0,this.toggleable=!1,this.checked=!1,this._isSlotEmpty=!0}_handleSlotChange(){this._isSlotEmpty=!((this._assignedNodes?.length??0)>0)}_handleButtonClick(){this.toggleable&&(this.checked=!this.checked,this.dispatchEvent(new Event("change")))}render(){let e=this.checked?"true":"false";return h`
      <button
        type="button"
        aria-label=${P(this.label)}
        role=${P(this.toggleable?"switch":void 0)}
        aria-checked=${P(this.toggleable?e:void 0)}
        class=${T({checked:this.toggleable&&this.checked})}
        @click=${this._handleButtonClick}
      >
        ${this.icon?h`<vscode-icon name=${this.icon}></vscode-icon>`:f}
        <slot
          @slotchange=${this._handleSlotChange}
          class=${T({empty:this._isSlotEmpty,textOnly:!this.icon})}
        ></slot>
      </button>
    `}};ae.styles=Qn;De([d({reflect:!0})],ae.prototype,"icon",void 0);De([d()],ae.prototype,"label",void 0);De([d({type:Boolean,reflect:!0})],ae.prototype,"toggleable",void 0);De([d({type:Boolean,reflect:!0})],ae.prototype,"checked",void 0);De([k()],ae.prototype,"_isSlotEmpty",void 0);De([En()],ae.prototype,"_assignedNodes",void 0);ae=De([F("vscode-toolbar-button")],ae);var Xe=Array.from({length:81},(o,e)=>({dx:e%9-4,dy:Math.floor(e/9)-4})).filter(({dx:o,dy:e})=>e>0||e===0&&o>=0);var zi=15/2,Fi=Math.sqrt(256*(16**2-1)/12),Rd=[()=>1/16,o=>es(o%16),o=>es(Math.floor(o/16))].map(o=>Float64Array.from({length:256},(e,t)=>o(t)));function es(o){return(o-zi)/Fi}function le(o,e){let t=Math.max(o.x,e.x),n=Math.max(o.y,e.y);return{x:t,y:n,width:Math.max(0,Math.min(o.x+o.width,e.x+e.width)-t),height:Math.max(0,Math.min(o.y+o.height,e.y+e.height)-n)}}function Ve({x:o,y:e,width:t,height:n},s){let i=2**s,r=Math.floor(o/i),a=Math.floor(e/i);return{x:r,y:a,width:Math.ceil((o+t)/i)-r,height:Math.ceil((e+n)/i)-a}}function fe({width:o,height:e}){return o*e}var Hd=1/24,Ud=1/8;var ji=Math.sqrt(2/(3*256));var Ki=[1.5,2,3,4.5,7,10],Wi=1.5,op=Ki.map(o=>Xe.map(({dx:e,dy:t})=>Math.exp(-((Math.hypot(e,t)/o)**Wi))));var yp=Array.from({length:4},(o,e)=>e+1),vp=Array.from({length:9},(o,e)=>e-4);function ns(o){if(o[0]<.3)return 1;let e=o.findIndex((t,n)=>n>0&&t<.5);return e===-1?o.length:e+1}function Qt(o){return o.replace(/ExecutionProvider$/,"")}function Ze(o){return o.slice(Math.max(o.lastIndexOf("/"),o.lastIndexOf("\\"))+1)}function ss(o){let e=typeof o=="object"&&o!==null&&"type"in o?o.type:void 0;return e==="state"||e==="patches"||e==="pixel"}function Je(o,e,t){let n=new OffscreenCanvas(e,t),s=new ImageData(new Uint8ClampedArray(o),e,t);return n.getContext("2d")?.putImageData(s,0,0),n}var eo=["single-pass","masks","amsnet"],is={mode:{choices:{masks:"Masks","single-pass":"Single pass"},default:"masks",stages:["result"],label:"Mode",help:"Denoise with masks, or in a single pass with nothing hidden",control:"none"},pdFactor:{min:1,max:8,integer:!0,default:1,stages:["single","branch"],label:"PD factor",help:"Pixel-shuffle downsampling factor; breaks the spatial correlation of noise",control:"slider",option:{name:"pd",value:"n",help:"pixel-shuffle downsampling factor"}},masks:{min:2,max:8,integer:!0,default:2,stages:["branch","refined"],label:"Masks",help:"Number of complementary masks; each hides its share of the pixels from one branch",control:"slider",option:{name:"masks",value:"n",help:"number of complementary masks"},implies:"masks"},maskSets:{min:1,max:16,integer:!0,default:1,stages:["union"],label:"Mask sets",help:"Number of independent mask sets whose results are averaged",control:"slider",option:{name:"maskSets",value:"k",help:"number of mask sets that the union is averaged over"},implies:"masks"},combine:{choices:{hidden:"Hidden pixels (published)",weighted:"All, by uncertainty"},default:"hidden",needs:"predictsScale",stages:["union","refined"],label:"Combine",help:"Take each pixel from the branch in which it was hidden, or the mean of all branches, weighted by predicted uncertainty",control:"list",option:{name:"combine",value:"how",help:"`hidden`: each pixel from the branch in which it was hidden, as published; `weighted`: mean of all branches, weighted by predicted uncertainty",note:"default: from the model card"},implies:"masks"},r3Ratio:{min:0,max:1,integer:!1,default:.16,stages:["refined"],label:"R3 ratio",help:"Fraction of pixels replaced by noisy ones before each refinement; 0 disables R3",control:"slider",option:{name:"r3Ratio",value:"p",help:"fraction of pixels that R3 replaces by noisy ones",note:"0 = no R3"},implies:"amsnet"},r3Count:{min:1,max:32,integer:!0,default:8,stages:["refined"],label:"R3 count",help:"Number of refinements that are averaged",control:"slider",option:{name:"r3Count",value:"t",help:"number of R3 repetitions"},implies:"amsnet"},strength:{min:0,max:1,integer:!1,default:1,stages:["result"],label:"Strength",help:"Blend of the noisy image (0) and the denoised one (1)",control:"slider",option:{name:"strength",value:"s",help:"blend of the noisy image (0) and the denoised one (1)"}},seed:{min:0,max:4294967295,integer:!0,default:0,stages:["branch","refined"],label:"Seed",help:"Seed of all random draws; the same seed gives the same result",control:"seed",option:{name:"seed",value:"n",help:"seed of all random draws"}}},Qe=Object.keys(is);function et(o){return is[o]}function Gi(o){return Object.fromEntries(Qe.map(e=>[e,o(e)]))}var Fo=Gi(o=>et(o).default),Ho={"single-pass":{...Fo,mode:"single-pass",r3Ratio:0},masks:{...Fo,r3Ratio:0},amsnet:Fo},rs={"single-pass":"Single pass",masks:"Masks",amsnet:"AMSNet (masks and R3)"};function Uo(o,e){return o===e.defaultPreset?e.defaults:{...Ho[o],pdFactor:e.pdFactors[0],combine:e.combine}}var Xi={single:[],branch:[],union:["branch"],refined:["branch","union"],result:[]},as={single:yt("single"),branch:yt("branch"),union:yt("union"),refined:yt("refined"),result:yt("result")};function yt(o){let e=[o,...Xi[o]];return Qe.filter(t=>et(t).stages.some(n=>e.includes(n)))}function Zi(o,{mode:e,r3Ratio:t}){return o==="result"&&e==="single-pass"?"single":o==="result"||o==="refined"?t===0?"union":"refined":o}function ls(o,e){if(o==="noisy")return o;let t=Zi(o,e),n=as[Ji(t)?"branch":t],s=o==="result"?as.result:[];return[t,...[...n,...s].map(i=>e[i])].join("|")}function cs(o,e){return et(o).stages.some(t=>t!=="refined")?!0:e.mode==="masks"&&(o==="r3Ratio"||e.r3Ratio>0)}function Ji(o){return o.startsWith("branch:")}function ds(o,{revision:e,model:t,device:n,settings:s,reference:i}){return o==="noisy"?String(e):o==="reference"?[e,i].join("|"):[e,t,n,ls(o,s)].join("|")}function ps(o){return o.find(({name:e,singlePass:t})=>e==="amsnet-fast"&&t)?.name}function hs(o,e){return o==="preview"?[e.revision,e.device].join("|"):ds(o,e)}function us(o,e){return[ds(o,e),e.reference].join("|")}function to({knobs:o,image:e,reference:t}){return o&&{...o,revision:e.revision,reference:t?.path}}var p={view:{heading:o=>`Denoise ${o}`,progress:"Progress",opening:"Opening...",panes:"Panes. Arrow keys pan the image, plus and minus zoom, 0 fits it to the pane, 1 shows it at its actual size.",panel:"Settings and measurements",settings:"Settings",measurements:"Measurements",noise:"Input noise",details:"Details",preview:"preview",outdated:"outdated",updating:"updating",summary:(o,e,t)=>`${o.toFixed(1)} s on ${e} with ${t}`},toolbar:{panes:"Panes",zoom:"Zoom",zoomOut:"Zoom out (-)",zoomIn:"Zoom in (+)",fit:"Fit image to pane (0)",actualSize:"1:1",actualSizeName:"1:1, actual size",actualSizeHint:"Actual size (1)",saveAs:"Save Denoised Image As...",panel:"Toggle side panel"},panes:{noisy:"Noisy",noisyHint:"The image as stored in the file",branch:o=>`Branch ${o}`,branchHint:o=>`Network output for the image with mask ${o} applied`,combined:"Combined",combinedHint:"All branches combined into one image",r3:"R3",r3Hint:"Combined image, refined by random replacement",singlePass:"Single pass",singlePassHint:"One pass of the network with nothing hidden",result:"Result",resultHint:"The image that will be saved",reference:"Reference",difference:"Difference",differenceHint:"Result minus noisy; gray where nothing changed",magnified:(o,e)=>`${o} \xD7 ${e}`,gain:"Gain",times:o=>`\xD7 ${o}`,hiddenPixels:"Hidden pixels of a branch",marking:{off:"Do not mark hidden pixels",mark:"Mark hidden pixels",only:"Show only hidden pixels"},markingHint:o=>`${o} (M; visible from 100 %)`},compare:{mode:"Compare (C)",sideBySide:"Side by side",swipe:"Swipe",swipeDown:"Swipe, top and bottom",flip:"Flip (hold F)",onionSkin:"Onion skin",divider:"Divider",opacity:"Opacity",first:"Pane",second:"Compared with (X swaps, hold F to show it)",label:o=>o.join(" | "),hint:(o,e)=>`${o}: ${e}`},banner:{actions:{retry:"Retry",saveAs:"Save As...",chooseModel:"Choose Model...",chooseReference:"Choose Reference...",clearReference:"Remove Reference",useCpu:"Use CPU",showLog:"Show Log",restartEngine:"Restart Engine"},dismiss:"Dismiss"},status:{activities:{visible:"Computing the visible area",whole:"Computing the whole image",saving:"Saving"},activity:(o,e,t)=>`${o}${e===void 0?"":` ${e}`}${t===void 0?"":`, about ${t} left`}`,announcement:(o,e)=>`${o}, ${e} percent`,inspector:"Pixel inspector",pixel:(o,e)=>`${o}, 0 to 1: ${e.join(", ")}`,cancel:"Cancel",cancelHint:"Cancel (Escape)",stopped:"Stopped",resume:"Resume",measure:o=>`Measure the whole image (about ${o})`},knobs:{model:"Model",chooseModelFile:"Choose Model File...",device:"Device",unavailable:o=>`${o} (not available)`,preset:"Preset",presetHint:"Initial values of all settings below",auto:"Auto (from the image)",custom:"Custom",reset:"Reset to the model's defaults",choosing:"Choosing the settings from the noise of this image...",newSeed:"New seed",suitedPd:o=>`This model works best with PD factor ${o.join(" or ")}.`,suggestedPd:o=>`The noise of this image suggests PD factor ${o}.`},measurements:{difference:"Difference from noisy input",reference:(o,e)=>`Reference: ${o}${e?" (found by name)":""}`,needsReference:"PSNR and SSIM need a clean reference of the same scene.",chooseReference:"Choose Reference...",changeReference:"Change Reference...",removeReference:"Remove",notMeasured:"Not measured yet.",stopped:"Not measured: stopped.",againstReference:"Against reference",psnr:"PSNR",ssim:"SSIM",level:"Level",levelHint:"Standard deviation of the noise",correlation:"Correlation",correlationHint:"Autocorrelation of the noise at lags of 1, 2, 3 and 4 pixels; 0 = independent"},details:{image:"Image",imageFacts:(o,e,t,n,s)=>`${o} \xD7 ${e}, ${t} bit, ${n}, ${s}`,model:"Model",device:"Device",requested:(o,e)=>`${o} (requested: ${e})`,time:"Time",timeHint:"Since the last change, for the visible area and the whole image",passes:"Passes",passesHint:"Runs of the network over the whole image",keeps:o=>`Saving keeps ${o.join(", ")}.`},training:{heading:o=>`Adapt to ${o}`,plan:(o,e)=>`${o===null?"From scratch":`Starting from ${o}`}, ${e} of training. No clean images are needed, and nothing leaves this machine.`,commands:{pause:"Pause",resume:"Resume",stop:"Stop",keep:"Keep...",discard:"Discard",showLog:"Show Log"},phases:{starting:"Reading images...",training:"Training",pausing:"Pausing after the current step...",paused:"Paused",stopping:"Stopping after the current step...",ended:"Ended",failed:"Failed",kept:"Kept"},running:o=>`Training, ${o}`,step:o=>`step ${o}`,left:o=>`${o} left`,paused:o=>`Paused at ${o}. The progress is saved.`,ended:(o,e)=>`${o?"Finished":"Ended"} after ${e} steps. Keep the model to use it.`,endedEmpty:"Ended without a result.",kept:o=>`Kept as ${o}. It is in the model picker of the Denoise view.`,better:(o,e)=>`The new model is better on these images: on parts excluded from training, its estimated error is ${o} dB lower than that of ${e??"the starting model"}, each with its best settings.`,curves:"Loss and validation error",curvesNow:(o,e)=>`Loss ${o??"not available yet"}, validation error ${e??"not available yet"}`,aboutValidation:"The validation error is the error at hidden pixels, measured on parts of the images that are excluded from training. It includes the noise itself, so it never approaches zero.",sample:"Sample",sampleLater:"A part of one image appears here shortly after training starts.",noisy:"Noisy",before:"Before",afterStep:o=>`After step ${o}`,skipped:"Skipped images",figures:{images:["Images","Number of training images"],noise:["Noise","Standard deviation of the noise"],correlation:["Correlation","Autocorrelation of the noise at a lag of 1 pixel; 0 = independent"],pdFactor:["PD factor","Pixel-shuffle downsampling: training uses pixels this far apart, whose noise is independent"],loss:["Loss","Mean over the last steps"],validation:["Validation error","Lowest so far, and its change since the start"],speed:["Speed","Megapixels trained on per second, and the device"]},change:o=>`(${o} %)`,speed:(o,e)=>`${o} MP/s, ${e}`}};var Qi=[.015625,.020833333333333332,.03125,.041666666666666664,.0625,.08333333333333333,.125,.16666666666666666,.25,.3333333333333333,.5,.6666666666666666,.75,1,1.5,2,3,4,5,6,8,10,12,16,20],ms=20,oo=3;function no(o,e){let t=Math.min(e.width/o.width,e.height/o.height);return t<=1?t:Math.min(ms,Math.floor(t))}function fs(o,e){return{x:o.width/2,y:o.height/2,scale:no(o,e)}}function gs(o,e,t,n){let s=no(t,n),i=[...Qi.filter(l=>l>s),s].sort((l,c)=>l-c),r=1.001;return(e>0?i.find(l=>l>o*r):i.findLast(l=>l<o/r))??Math.min(ms,Math.max(s,o))}function bs(o,e,t){let n=1/o.scale-1/e;return{x:o.x+t.x*n,y:o.y+t.y*n,scale:e}}function ys(o,e,t){return{...o,x:o.x-e/o.scale,y:o.y-t/o.scale}}function jo(o,e,t){let n=(s,i,r)=>r>=i?i/2:Math.min(i-r/2,Math.max(r/2,s));return{scale:o.scale,x:n(o.x,e.width,t.width/o.scale),y:n(o.y,e.height,t.height/o.scale)}}function vs(o,e,t){let n=Math.max(0,Math.floor(o.x-t.width/2/o.scale)),s=Math.max(0,Math.floor(o.y-t.height/2/o.scale)),i=Math.min(e.width,Math.ceil(o.x+t.width/2/o.scale)),r=Math.min(e.height,Math.ceil(o.y+t.height/2/o.scale));return i>n&&r>s?{x:n,y:s,width:i-n,height:r-s}:void 0}function xs(o){return Math.min(16,Math.max(0,Math.floor(-Math.log2(o)+1e-9)))}function _s(o,e,t){return{x:o.x+(t.x-e.width/2)/o.scale,y:o.y+(t.y-e.height/2)/o.scale}}function tt(o,e,t){return{x:(t.x-o.x)*o.scale+e.width/2,y:(t.y-o.y)*o.scale+e.height/2}}function so(o){return o=Math.imul(o^o>>>16,2146121005),o=Math.imul(o^o>>>15,2221713035),o^o>>>16}function qo(o,e,t){let n=so(so(so(o)+e)+t);return{first:n,second:so(n^2654435769)}}function Ko(o,e){let t=o.first+Math.imul(e,2654435769);return t=Math.imul(t^t>>>16,2146121005)+o.second,t=Math.imul(t^t>>>15,2221713035),(t^t>>>16)>>>0}var Wo={pdMask:0,r3Replace:65536,r3Mask:2<<16};function $s(o){return{pdMaskIndex:(e,t,n)=>ws(o,Wo.pdMask+e,t,n),r3Replace:(e,t,n)=>er(o,Wo.r3Replace+e,t,n),r3MaskIndex:(e,t,n)=>ws(o,Wo.r3Mask+e,t,n)}}function ws(o,e,t,{x:n,y:s,width:i,height:r}){let a=new Uint8Array(i*r);for(let l=0,c=0;l<r;l++){let u=qo(o,e,s+l);for(let m=n;m<n+i;m++)a[c++]=(Ko(u,m)>>>16)*t>>>16}return a}function er(o,e,t,{x:n,y:s,width:i,height:r}){let a=new Uint8Array(i*r),l=t*2**32;for(let c=0,u=0;c<r;c++){let m=qo(o,e,s+c);for(let g=n;g<n+i;g++)a[u++]=Ko(m,g)<l?1:0}return a}var ke=["off","mark","only"];function Yo(o,e,t,n){return $s(o).pdMaskIndex(0,e,n).map(s=>s===t?1:0)}function Go(o,e,t){let n=new Uint8Array(o.length*4);for(let s=0;s<o.length;s++)o[s]===e&&n.set(t,s*4);return n}function ge(o,e,t,n,s={}){return{id:o,label:e,hint:t,byDefault:n,stages:[o],inspects:o,measures:o,paint:{of:"stage"},...s}}function Xo({label:o,paint:e},t){return e.of==="stages"?e.title(t):o}var tr=6,or={off:"circle-large",mark:"record",only:"eye"};function Ss(o,e){let t=o+1;return ge(`branch:${o}`,p.panes.branch(t),p.panes.branchHint(t),e,{overlay:n=>{sr(o,n)},control:nr})}var nr={name:"marking",render:(o,e)=>h`<div class="group" role="group" aria-label=${p.panes.hiddenPixels}>
      ${ke.map(t=>h`<vscode-toolbar-button
            icon=${or[t]}
            label=${p.panes.marking[t]}
            title=${p.panes.markingHint(p.panes.marking[t])}
            data-testid="marking-${t}"
            toggleable
            .checked=${t===o.marking}
            @change=${()=>{e({marking:t})}}
          ></vscode-toolbar-button>`)}
    </div>`};function sr(o,e){let{settings:t,camera:n,viewport:s,palette:i}=e,{marking:r}=e.prefs;if(!t||r==="off"||n.scale<1)return;let{seed:a,masks:l}=t;if(r==="mark"&&n.scale>=tr){ir(Yo(a,l,o,s),e);return}let c=n.scale<oo,u=JSON.stringify([a,l,s,r,i,c]),m=e.remembered(u,()=>{let g=Yo(a,l,o,s),b=r==="mark"?Go(g,1,[...i.accent,c?64:110]):Go(g,0,[128,128,128,255]);return Je(b,s.width,s.height)});e.context.imageSmoothingEnabled=!1,e.draw(m,s)}function ir(o,{context:e,camera:t,palette:n,viewport:s,toPane:i}){let r=Math.max(2,Math.round(t.scale/4)),a=({x:l,y:c,width:u},m)=>i(l+m%u+.5,c+Math.floor(m/u)+.5);for(let[l,c]of[["rgba(0,0,0,0.6)",r+2],[`rgb(${n.accent.join()})`,r]]){e.fillStyle=l;for(let u=0;u<o.length;u++){if(!o[u])continue;let{x:m,y:g}=a(s,u);e.fillRect(Math.round(m-c/2),Math.round(g-c/2),c,c)}}}var io=[1,2,4,8,16,32];function ks(o,e,t){let n=new Uint8Array(e.length);for(let s=0;s<e.length;s++){let i=128+t*(e[s]-o[s]);n[s]=s%4===3?255:Math.max(0,Math.min(255,i))}return n}function Ps(){let o=p.panes.difference;return{id:"difference",label:o,hint:p.panes.differenceHint,byDefault:!1,stages:["result","noisy"],inspects:void 0,measures:void 0,paint:{of:"stages",made:({gain:e})=>String(e),make:([e,t],{gain:n})=>ks(t,e,n),title:({gain:e})=>p.panes.magnified(o,e)},control:rr}}var rr={name:"gain",render:(o,e)=>h`<label class="group"
      >${p.panes.gain}
      <select
        data-testid="gain"
        @change=${t=>{e({gain:Number(t.target.value)})}}
      >
        ${io.map(t=>h`<option value=${t} ?selected=${t===o.gain}>${p.panes.times(t)}</option>`)}
      </select></label
    >`};function Cs({knobs:o,models:e,reference:t}){let n=ge("noisy",p.panes.noisy,p.panes.noisyHint,!0);if(!o)return[n];let{mode:s,masks:i,r3Ratio:r}=o.settings,a=s==="masks",l=e.find(c=>c.name===o.model);return[n,...Array.from({length:i},(c,u)=>Ss(u,a)),ge("union",p.panes.combined,p.panes.combinedHint,a),...r>0?[ge("refined",p.panes.r3,p.panes.r3Hint,!1)]:[],...l?.singlePass===!0?[ge("single",p.panes.singlePass,p.panes.singlePassHint,!1)]:[],ge("result",p.panes.result,p.panes.resultHint,!0),...t?[ge("reference",p.panes.reference,t.name,!1,{measures:void 0})]:[],Ps()]}function Ms(o){let{image:e,knobs:t,models:n,attempt:s}=o,i=to(o);return{size:e.info,panes:Cs(o),ready:t!==void 0,attempt:s,previews:ps(n)!==void 0,settings:t?.settings,key:r=>i&&!ar(r)?hs(r,i):""}}function ar(o){return o.startsWith("image:")}var j=class extends Event{constructor(t){super("view-command",{bubbles:!0,composed:!0});this.command=t}};function ro(o){return o===void 0?"\u2013":o===null?"\u221E dB":`${o.toFixed(2)} dB`}function ao(o){return o==null?"\u2013":o.toFixed(4)}function As(o){return`${Math.round(o*100)} %`}function Zo(o){return o<60?`${Math.max(1,Math.round(o))} s`:o<3600?`${Math.round(o/60)} min`:`${(o/3600).toFixed(1)} h`}function Rs(o){let e=o*100;return`${e>=10?Math.round(e):e.toFixed(1)} %`}var I=x`
  :host {
    font-family: var(--vscode-font-family);
    font-size: 12px;
    color: var(--vscode-foreground);
    box-sizing: border-box;
  }
  *,
  *::before {
    box-sizing: border-box;
  }
  button {
    font: inherit;
    color: inherit;
    cursor: pointer;
  }
  :focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .number {
    font-family: var(--vscode-editor-font-family, monospace);
    font-size: 11px;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .dim {
    color: var(--vscode-descriptionForeground);
  }
  .silent {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`,lo=x`
  select {
    height: 20px;
    font: inherit;
    color: var(--vscode-dropdown-foreground);
    background: var(--vscode-dropdown-background);
    border: 1px solid var(--vscode-dropdown-border);
    border-radius: 2px;
  }
`,co=x`
  dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 2px 10px;
    margin: 0;
  }
  dd {
    margin: 0;
    text-align: right;
  }
`,Es=x`
  :host {
    display: grid;
    grid-template: auto 2px auto minmax(0, 1fr) auto / minmax(0, 1fr) auto;
    height: 100vh;
    background: var(--vscode-editor-background);
  }
  amsnet-toolbar,
  vscode-progress-bar,
  .nothing,
  amsnet-banner,
  amsnet-status {
    grid-column: 1 / -1;
  }
  vscode-progress-bar {
    overflow: hidden;
    height: 2px;
  }
  .waiting {
    display: grid;
    place-content: center;
    background: var(--vscode-editor-background);
  }
  section {
    width: 268px;
    overflow-y: auto;
    background: var(--vscode-sideBar-background);
    border-left: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
  }
  .section {
    padding: 4px 10px 10px;
  }
  @media (width < 600px) {
    section {
      width: 200px;
    }
  }
`;function Os(o){return o.shownPanes.flatMap(({label:e,inspects:t})=>t?[{stage:t,label:e,value:o.valueOf(t)}]:[])}var ot,Is,Bs,ne=class extends w{constructor(){super(...arguments);M(this,ot);this.inspected=[];this.paused=!1;this.summary=""}render(){return h`
      <div class="pixel number" data-testid="inspector" aria-label=${p.status.inspector}>
        <span>x ${this.pointer?.x??"\u2013"}&ensp;y ${this.pointer?.y??"\u2013"}</span>
        <div class="cells">${this.inspected.map(t=>cr(t))}</div>
      </div>
      <div class="work">${v(this,ot,Is).call(this)}</div>
      <div class="silent" role="status" aria-live="polite">${v(this,ot,Bs).call(this)}</div>
    `}};ot=new WeakSet,Is=function(){let{activity:t}=this;return t?h`<span data-testid="activity">${lr(t)}</span>
        <vscode-toolbar-button
          icon="debug-stop"
          label=${p.status.cancel}
          title=${p.status.cancelHint}
          data-testid="cancel"
          @click=${()=>this.dispatchEvent(new j("cancel"))}
        ></vscode-toolbar-button>`:this.paused?h`<span>${p.status.stopped}</span>
        <vscode-toolbar-button
          icon="debug-start"
          data-testid="resume"
          @click=${()=>this.dispatchEvent(new j("resume"))}
          >${p.status.resume}</vscode-toolbar-button
        >`:this.measureSeconds!==void 0?h`<vscode-toolbar-button
        icon="graph"
        data-testid="measure"
        @click=${()=>this.dispatchEvent(new j("measure"))}
        >${p.status.measure(Zo(this.measureSeconds))}</vscode-toolbar-button
      >`:h`<span class="dim" data-testid="summary">${this.summary}</span>`},Bs=function(){let{activity:t}=this;if(!t)return this.paused?p.status.stopped:this.summary;let n=Math.floor((t.fraction??0)*4)*25;return p.status.announcement(p.status.activities[t.kind],n)},ne.styles=[I,x`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: flex-start;
        gap: 0 12px;
        min-height: 24px;
        padding: 3px 8px;
        background: var(--vscode-editorGroupHeader-tabsBackground);
        border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
      }
      .pixel {
        flex: 1 1 400px;
        display: grid;
        grid-template-columns: 13ch 1fr;
        min-width: 0;
        line-height: 18px;
      }
      .cells {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(216px, 1fr));
        gap: 0 10px;
        min-width: 0;
      }
      .cell {
        display: flex;
        align-items: center;
        gap: 5px;
        overflow: hidden;
      }
      .label {
        min-width: 8ch;
      }
      .swatch {
        flex: none;
        width: 10px;
        height: 10px;
        border: 1px solid var(--vscode-contrastBorder, var(--vscode-panel-border, transparent));
      }
      .work {
        display: flex;
        align-items: center;
        gap: 6px;
        height: 18px;
        white-space: nowrap;
      }
    `],y([d({attribute:!1})],ne.prototype,"pointer",2),y([d({attribute:!1})],ne.prototype,"inspected",2),y([d({attribute:!1})],ne.prototype,"activity",2),y([d({type:Boolean})],ne.prototype,"paused",2),y([d({type:Number})],ne.prototype,"measureSeconds",2),y([d()],ne.prototype,"summary",2),ne=y([O("amsnet-status")],ne);function lr({kind:o,fraction:e,secondsLeft:t}){let n=e===void 0?void 0:As(e),s=t===void 0?void 0:Zo(t);return p.status.activity(p.status.activities[o],n,s)}function cr({stage:o,label:e,value:t}){let{bytes:n,exact:s}=t??{},i=n??s?.map(a=>Math.min(255,Math.max(0,a*255))),r=s?.map(a=>(a*255).toFixed(2))??n;return h`<span
    class="cell"
    data-testid="pixel-${o}"
    title=${s?p.status.pixel(e,s.map(a=>a.toFixed(6))):e}
  >
    <span class="swatch" .style=${i?`background: rgb(${i.join()})`:""}></span>
    <span class="label dim">${e}</span>
    <span>${r?.join(" ")??"\u2013"}</span>
  </span>`}function J(o,e=1){return{of:o,left:0,top:0,right:1,bottom:1,opacity:e}}var Ts={id:"flip",label:p.compare.flip,layers:(o,e)=>[J(e?1:0)]};var Ls={id:"onion",label:p.compare.onionSkin,shareLabel:p.compare.opacity,layers:(o,e)=>e?[J(1)]:[J(0),J(1,o)]};var Ds={id:"swipe",label:p.compare.swipe,shareLabel:p.compare.divider,divider:"x",layers:(o,e)=>e?[J(1)]:[J(0),{...J(1),left:o}]},Vs={id:"swipe-down",label:p.compare.swipeDown,shareLabel:p.compare.divider,divider:"y",layers:(o,e)=>e?[J(1)]:[J(0),{...J(1),top:o}]};var nt=[Ds,Vs,Ts,Ls],W={mode:"side",first:"noisy",second:"result",share:.5};function ce({mode:o}){return nt.find(({id:e})=>e===o)}function Jo(o,e){if(!ce(o))return;let t=(i,r)=>e.find(({id:a})=>a===i)??e.find(({id:a})=>a===r),n=t(o.first,W.first),s=t(o.second,W.second);return n&&s?[n,s]:void 0}function Ns(o){if(typeof o!="object"||o===null)return W;let{mode:e,first:t,second:n,share:s}=o;return{mode:nt.find(({id:i})=>i===e)?.id??W.mode,first:typeof t=="string"?t:W.first,second:typeof n=="string"?n:W.second,share:typeof s=="number"&&s>=0&&s<=1?s:W.share}}var en=class extends Event{constructor(t){super("compare",{bubbles:!0,composed:!0});this.change=t}},Ne,vt,Pe=class extends w{constructor(){super(...arguments);M(this,Ne);this.panes=[];this.shown=[];this.comparison=W}render(){let{comparison:t,panes:n,shown:s}=this,i=ce(t),r=[[W.mode,p.compare.sideBySide],...nt.map(({id:l,label:c})=>[l,c])],a=n.map(({id:l,label:c})=>[l,c]);return h`
      ${Qo("mode",p.compare.mode,r,t.mode,l=>{v(this,Ne,vt).call(this,{mode:l})})}
      ${i?h`
              ${Qo("first",p.compare.first,a,s.at(0)?.id,l=>{v(this,Ne,vt).call(this,{first:l})})}
              ${Qo("second",p.compare.second,a,s.at(1)?.id,l=>{v(this,Ne,vt).call(this,{second:l})})}
            `:f}
      ${i?.shareLabel===void 0?f:h`<input
              type="range"
              data-testid="compare-share"
              aria-label=${i.shareLabel}
              title=${i.shareLabel}
              min="0"
              max="1"
              step="0.01"
              .value=${String(t.share)}
              @input=${l=>{v(this,Ne,vt).call(this,{share:Number(l.target.value)})}}
            />`}
    `}};Ne=new WeakSet,vt=function(t){this.dispatchEvent(new en(t))},Pe.styles=[I,lo,x`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px 6px;
      }
      select {
        max-width: 150px;
      }
      input {
        width: 90px;
        accent-color: var(--vscode-focusBorder);
      }
    `],y([d({attribute:!1})],Pe.prototype,"panes",2),y([d({attribute:!1})],Pe.prototype,"shown",2),y([d({attribute:!1})],Pe.prototype,"comparison",2),Pe=y([O("amsnet-compare")],Pe);function Qo(o,e,t,n,s){return h`<select
    data-testid="compare-${o}"
    aria-label=${e}
    title=${e}
    @change=${i=>{s(i.target.value)}}
  >
    ${t.map(([i,r])=>h`<option value=${i} ?selected=${i===n}>${r}</option>`)}
  </select>`}var tn=class extends Event{constructor(t){super("toolbar");this.action=t}};function zs(o,e){"pane"in e?o.togglePane(e.pane):"prefs"in e?o.setPrefs(e.prefs):e.zoom==="fit"?o.fit():e.zoom==="one"?o.zoomTo(1):o.zoom(e.zoom==="in"?1:-1)}var K,Fs,Hs,xt,_t,be=class extends w{constructor(){super(...arguments);M(this,K);this.panes=[];this.shown=[];this.scale=1}render(){let{prefs:t}=this;return t?h`
      <amsnet-compare .panes=${this.panes} .shown=${this.shown} .comparison=${t.comparison}></amsnet-compare>
      ${ce(t.comparison)?h`<div class="group panes"></div>`:v(this,K,Fs).call(this)} ${v(this,K,Hs).call(this,t)}
      <div class="group" role="group" aria-label=${p.toolbar.zoom}>
        ${v(this,K,xt).call(this,"zoom-out",p.toolbar.zoomOut,{zoom:"out"})}
        <span class="zoom number" data-testid="zoom">${Rs(this.scale)}</span>
        ${v(this,K,xt).call(this,"zoom-in",p.toolbar.zoomIn,{zoom:"in"})}
        ${v(this,K,xt).call(this,"screen-full",p.toolbar.fit,{zoom:"fit"})}
        <vscode-toolbar-button
          label=${p.toolbar.actualSizeName}
          title=${p.toolbar.actualSizeHint}
          @click=${()=>{v(this,K,_t).call(this,{zoom:"one"})}}
          >${p.toolbar.actualSize}</vscode-toolbar-button
        >
      </div>
      <div class="group">
        <slot name="actions"></slot>
        ${v(this,K,xt).call(this,t.panel?"layout-sidebar-right":"layout-sidebar-right-off",p.toolbar.panel,{prefs:{panel:!t.panel}})}
      </div>
    `:f}};K=new WeakSet,Fs=function(){return h`<div class="group panes" role="group" aria-label=${p.toolbar.panes}>
      ${this.panes.map(t=>h`<button
            class="chip"
            data-testid="chip-${t.id}"
            title=${t.hint}
            aria-pressed=${this.shown.some(({id:n})=>n===t.id)}
            @click=${()=>{v(this,K,_t).call(this,{pane:t})}}
          >
            ${t.label}
          </button>`)}
    </div>`},Hs=function(t){return[...new Map(this.shown.flatMap(({control:s})=>s?[[s.name,s]]:[])).values()].map(s=>s.render(t,i=>{v(this,K,_t).call(this,{prefs:i})}))},xt=function(t,n,s){return h`<vscode-toolbar-button
      icon=${t}
      label=${n}
      title=${n}
      @click=${()=>{v(this,K,_t).call(this,s)}}
    ></vscode-toolbar-button>`},_t=function(t){this.dispatchEvent(new tn(t))},be.styles=[I,lo,x`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px 12px;
        padding: 3px 6px;
        background: var(--vscode-editorGroupHeader-tabsBackground);
        border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
      }
      .group {
        display: flex;
        align-items: center;
        gap: 2px;
      }
      .panes {
        flex: 1 1 300px;
        flex-wrap: wrap;
      }
      .chip {
        height: 20px;
        padding: 0 8px;
        border-radius: 10px;
        border: 1px solid transparent;
        background: transparent;
        color: var(--vscode-descriptionForeground);
        white-space: nowrap;
      }
      .chip:hover {
        background: var(--vscode-toolbar-hoverBackground);
        outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
      }
      .chip[aria-pressed='true'] {
        color: var(--vscode-inputOption-activeForeground);
        background: var(--vscode-inputOption-activeBackground);
        border-color: var(--vscode-inputOption-activeBorder);
      }
      .zoom {
        min-width: 48px;
        text-align: center;
      }
    `],y([d({attribute:!1})],be.prototype,"panes",2),y([d({attribute:!1})],be.prototype,"shown",2),y([d({attribute:!1})],be.prototype,"prefs",2),y([d({type:Number})],be.prototype,"scale",2),be=y([O("amsnet-toolbar")],be);var on=acquireVsCodeApi(),dr=250,Us,ye={send(o){on.postMessage(o)},restored(){return on.getState()},save(o){clearTimeout(Us),Us=setTimeout(()=>{on.setState(o)},dr)},listen(o,e){window.addEventListener("message",({data:t})=>{o(t)&&e(t)})}};var po={fit:!0,camera:{x:0,y:0,scale:1},panes:{},comparison:W,marking:"mark",gain:8,panel:!0};function js(o){if(typeof o!="object"||o===null)return po;let e=o,{camera:t}=e,n=[t?.x,t?.y,t?.scale].every(Number.isFinite)&&Number(t?.scale)>0;return{fit:n?e.fit!==!1:!0,camera:n&&t?t:po.camera,panes:typeof e.panes=="object"?e.panes:{},comparison:Ns(e.comparison),marking:ke.find(s=>s===e.marking)??po.marking,gain:io.find(s=>s===e.gain)??po.gain,panel:e.panel!==!1}}var ho=class{constructor(e,t){this.limit=e;this.bitmapOf=t}#e=[];#t=0;#o=0;get bytes(){return this.#t}put({stage:e,key:t,level:n,rect:s,pixels:i}){this.#n(a=>a.stage===e&&a.level===n&&hr(s,a.rect));let r=this.bitmapOf(i,s.width,s.height);this.#e.push({stage:e,key:t,level:n,rect:s,pixels:i,bitmap:r,order:this.#o++}),this.#t+=nn(i)}layers(e,t,n,s){let i=this.#e.filter(c=>c.stage===e&&pr(c,s)),r=i.filter(c=>c.key===t),a=r.filter(c=>c.level===n);if(sn(a.map(c=>c.rect),Ve(s,n))===void 0)return{stale:[],fresh:a};let l=(c,u)=>+(c.level===n)-+(u.level===n)||u.level-c.level||c.order-u.order;return{stale:i.filter(c=>c.key!==t).sort(l),fresh:r.sort(l)}}missing(e,t,n,s){let i=this.#e.filter(l=>l.stage===e&&l.key===t&&l.level===n),r=sn(i.map(l=>l.rect),Ve(s,n));if(!r)return;let a=2**n;return le({x:r.x*a,y:r.y*a,width:r.width*a,height:r.height*a},s)}read(e,t,n,s){let i=this.#e.filter(a=>a.stage===e&&a.key===t&&a.level===n&&fe(le(a.rect,s))>0);if(sn(i.map(a=>a.rect),s)!==void 0)return;let r=new Uint8Array(s.width*s.height*4);for(let a of i){let l=le(a.rect,s);for(let c=l.y;c<l.y+l.height;c++){let u=((c-a.rect.y)*a.rect.width+l.x-a.rect.x)*4;r.set(a.pixels.subarray(u,u+l.width*4),((c-s.y)*s.width+l.x-s.x)*4)}}return r}valueAt(e,t,n,s){let i=this.read(e,t,0,{x:n,y:s,width:1,height:1});return i&&[i[0],i[1],i[2]]}trim(e){if(this.#t<=this.limit)return;let t=this.#e.filter(i=>!e(i)).sort((i,r)=>i.order-r.order),n=new Set,s=this.#t;for(let i of t){if(s<=this.limit)break;n.add(i),s-=nn(i.pixels)}this.#n(i=>n.has(i))}#n(e){this.#e=this.#e.filter(t=>e(t)?(this.#t-=nn(t.pixels),!1):!0)}},nn=o=>2*o.byteLength;function pr(o,e){return fe(le(o.rect,Ve(e,o.level)))>0}function hr(o,e){return fe(le(o,e))===fe(e)}function sn(o,e){let t=o.map(g=>le(g,e)).filter(g=>fe(g)>0),n=qs(t.flatMap(({x:g,width:b})=>[g,g+b]),e.x,e.width),s=qs(t.flatMap(({y:g,height:b})=>[g,g+b]),e.y,e.height),i=new Map(n.map((g,b)=>[g,b])),r=new Map(s.map((g,b)=>[g,b])),a=new Uint8Array(n.length*s.length);for(let{x:g,y:b,width:_,height:z}of t){let _e=i.get(g)??0,Et=i.get(g+_)??0,mi=r.get(b+z)??0;for(let Ot=r.get(b)??0;Ot<mi;Ot++)a.fill(1,Ot*n.length+_e,Ot*n.length+Et)}let[l,c,u,m]=[1/0,1/0,-1/0,-1/0];for(let g=0;g+1<s.length;g++)for(let b=0;b+1<n.length;b++)a[g*n.length+b]||(l=Math.min(l,n[b]),u=Math.max(u,n[b+1]),c=Math.min(c,s[g]),m=Math.max(m,s[g+1]));return u>l?{x:l,y:c,width:u-l,height:m-c}:void 0}function qs(o,e,t){return[...new Set([e,e+t,...o])].sort((n,s)=>n-s)}var ur=384<<20,mr=60,fr=60,gr=12e5,uo=class{constructor(e,t){this.ports=e;this.prefs=t;this.patches=new ho(ur,(n,s,i)=>e.bitmapOf(n,s,i))}#e={width:0,height:0};#t=!1;#o="";#n="";#r;#s;#i=new Map;get image(){return this.subject?.size}get pane(){return this.#e}get camera(){let{image:e}=this;return e?this.prefs.fit?fs(e,this.#e):jo(this.prefs.camera,e,this.#e):this.prefs.camera}get level(){return xs(this.camera.scale)}get viewport(){return this.image&&vs(this.camera,this.image,this.#e)}get panes(){return this.subject?.panes??[]}get shownPanes(){let{panes:e}=this;return Jo(this.prefs.comparison,e)??e.filter(t=>this.isShown(t))}get layers(){let{comparison:e}=this.prefs;return Jo(e,this.panes)&&ce(e)?.layers(e.share,this.#t)}get pictures(){return this.layers?1:this.shownPanes.length}isShown(e){return this.prefs.panes[e.id]??e.byDefault}get shownStages(){return[...new Set(this.shownPanes.flatMap(e=>e.stages))]}key(e){return this.subject?.key(e)??""}isPending(e){let{viewport:t}=this;return t?e.stages.some(n=>this.patches.missing(n,this.key(n),this.level,t)!==void 0):!1}isPreview(e){let{viewport:t,level:n}=this,[s]=e.stages;if(!t||!mo(s))return!1;let i=this.key("preview");return[n,n+1].some(r=>this.patches.missing("preview",i,r,t)===void 0)}show(e){this.subject=e,this.#l()}receive(e){if(e.type==="patches"){try{for(let t of e.patches)t.key===this.key(t.stage)&&this.patches.put(t);this.#m(),this.#a()}finally{this.ports.send({type:"received",bytes:e.patches.reduce((t,n)=>t+n.pixels.byteLength,0)})}this.#c()}else{if(e.x!==this.pointer?.x||e.y!==this.pointer.y)return;for(let{stage:t,key:n,rgb:s}of e.values)s&&this.#i.set(t+n,s);this.ports.changed()}}get pointerBox(){if(!this.pointer)return;let{scale:e}=this.camera,{x:t,y:n}=tt(this.camera,this.#e,this.pointer);return{x:t,y:n,width:e,height:e}}resize(e){e.width===this.#e.width&&e.height===this.#e.height||(this.#e=e,this.#l())}zoom(e,t={x:0,y:0}){this.image&&this.zoomTo(gs(this.camera.scale,e,this.image,this.#e),t)}zoomTo(e,t={x:0,y:0}){this.#d(bs(this.camera,e,t))}pan(e,t){this.#d(ys(this.camera,e,t))}fit(){this.setPrefs({fit:!0})}setPrefs(e){this.prefs={...this.prefs,...e},this.ports.save(this.prefs),this.#l()}compare(e){this.setPrefs({comparison:{...this.prefs.comparison,...e}})}divide(e){let t=ce(this.prefs.comparison)?.divider;if(!t)return;let n=t==="x"?e.x/this.#e.width:e.y/this.#e.height;this.compare({share:Math.min(1,Math.max(0,n))})}hold(e){this.#t!==e&&(this.#t=e,this.#c())}togglePane(e){this.setPrefs({panes:{...this.prefs.panes,[e.id]:!this.isShown(e)}})}point(e){let{image:t}=this,n=e&&t?_s(this.camera,this.#e,e):void 0,i=n&&t&&n.x>=0&&n.y>=0&&n.x<t.width&&n.y<t.height?{x:Math.floor(n.x),y:Math.floor(n.y)}:void 0;i?.x===this.pointer?.x&&i?.y===this.pointer?.y||(this.pointer=i,this.#i.clear(),this.#a(),this.ports.changed())}valueOf(e){if(!this.pointer)return;let t=this.key(e);return{bytes:this.patches.valueAt(e,t,this.pointer.x,this.pointer.y),exact:this.#i.get(e+t)}}#a(){this.#s??=setTimeout(()=>{this.#s=void 0;let e=this.shownStages.filter(t=>!this.#i.has(t+this.key(t)));this.pointer&&e.length>0&&this.ports.send({type:"probe",...this.pointer,stages:e})},fr)}#d(e){this.image&&this.setPrefs({fit:!1,camera:jo(e,this.image,this.#e)})}#l(){this.#p(),this.#c()}#c(){this.ports.changed(),this.ports.repaint()}#p(){this.#r??=setTimeout(()=>{this.#r=void 0,this.#h()},mr)}#h(){let{viewport:e,level:t,subject:n}=this;if(!e||n?.ready!==!0||this.#e.width===0)return;let s=this.shownStages;s.join()!==this.#n&&(this.#n=s.join(),this.ports.send({type:"show",stages:s}));let i=s.map(c=>[c,this.key(c)]),r=JSON.stringify([e,t,n.attempt,i,t>0&&n.previews]);if(r===this.#o)return;this.#o=r;let a=s.flatMap(c=>{let u=this.patches.missing(c,this.key(c),t,e);return u?[{stage:c,rect:u}]:[]});if(a.length===0)return;let l=a.map(c=>c.stage);this.ports.send({type:"look",level:t,stages:l,viewport:br(a.map(c=>c.rect)),...this.#u(l)})}#u(e){let{subject:t,viewport:n,level:s}=this;if(!n||s===0||t?.previews!==!0)return{};if(!e.some(mo))return{};let i=fe(Ve(n,s))>gr?s+1:s,r=this.patches.missing("preview",this.key("preview"),i,n);return r?{preview:{viewport:r,level:i}}:{}}#m(){let{level:e,viewport:t}=this;if(!t)return;let n=Ve(t,e);this.patches.trim(s=>Math.abs(s.level-e)<=1&&s.key===this.key(s.stage)&&fe(le(s.rect,n))>0)}};function mo(o){return o==="result"||o==="refined"||o==="union"||o==="single"}function br(o){let e=Math.min(...o.map(n=>n.x)),t=Math.min(...o.map(n=>n.y));return{x:e,y:t,width:Math.max(...o.map(n=>n.x+n.width))-e,height:Math.max(...o.map(n=>n.y+n.height))-t}}function wt(o,e){return o.reference?o.measured?.report.scores?.[e]:void 0}function fo(o,e){let t=to(o);return t!==void 0&&o.measured?.keys[e]===us(e,t)}function go(o,e){let t=s=>{let i=wt(o,s)?.psnr;return i===null?1/0:i??-1/0},n=e.toSorted((s,i)=>t(i)-t(s)).at(0);return n!==void 0&&t(n)>-1/0?n:void 0}var ve,Ce,Y,Ks,Ws,Ys,Gs,Xs,Zs,$t=class extends w{constructor(){super(...arguments);M(this,Y);M(this,ve,new uo({send:t=>{ye.send(t)},bitmapOf:Je,save:t=>{ye.save(t)},changed:()=>{this.requestUpdate()},repaint:()=>{this.renderRoot.querySelector("amsnet-panes")?.repaint()}},js(ye.restored())));M(this,Ce)}connectedCallback(){super.connectedCallback(),ye.listen(ss,t=>{if(t.type!=="state"){$(this,ve).receive(t);return}X(this,Ce,t.state),$(this,ve).show(Ms(t.state))}),this.addEventListener("view-command",t=>{t instanceof j&&v(this,Y,Zs).call(this,t)}),ye.send({type:"ready"})}render(){let t=$(this,ve),{panes:n,shownPanes:s}=t,i=$(this,Ce),r=i?.activity;return h`
      <h1 class="silent">${p.view.heading(i?.image.name??"")}</h1>
      <amsnet-toolbar
        .panes=${n}
        .shown=${s}
        .prefs=${t.prefs}
        .scale=${t.camera.scale}
        @toolbar=${({action:a})=>{zs(t,a)}}
        @compare=${({change:a})=>{t.compare(a)}}
      >
        <vscode-toolbar-button
          slot="actions"
          icon="save-as"
          label=${p.toolbar.saveAs}
          title=${p.toolbar.saveAs}
          data-testid="save-as"
          @click=${()=>{ye.send({type:"command",command:"saveAs"})}}
        ></vscode-toolbar-button>
      </amsnet-toolbar>
      ${r?h`<vscode-progress-bar
              aria-label=${p.view.progress}
              .value=${(r.fraction??0)*100}
              .indeterminate=${r.fraction===void 0}
            ></vscode-progress-bar>`:h`<div class="nothing"></div>`}
      <amsnet-banner .problem=${i?.problem} .notice=${i?.notice}></amsnet-banner>
      ${i?.image.info?h`<amsnet-panes .scene=${t} .describe=${v(this,Y,Ks).call(this,i,s)}></amsnet-panes>`:h`<div class="waiting dim">${i?.problem?"":p.view.opening}</div>`}
      ${t.prefs.panel?v(this,Y,Ws).call(this):f}
      <amsnet-status
        .pointer=${t.pointer}
        .inspected=${Os(t)}
        .activity=${r}
        .paused=${i?.paused??!1}
        .measureSeconds=${i?.measureSeconds}
        .summary=${v(this,Y,Gs).call(this)}
      ></amsnet-status>
    `}};ve=new WeakMap,Ce=new WeakMap,Y=new WeakSet,Ks=function(t,n){let s=go(t,n.flatMap(({measures:i})=>i??[]));return i=>{let{measures:r}=i,a=r&&wt(t,r);return{figures:a?`${ro(a.psnr)} \xB7 ${ao(a.ssim)}`:"",best:s!==void 0&&r===s&&n.length>1,outdated:r!==void 0&&!fo(t,r),badge:v(this,Y,Ys).call(this,t,i)}}},Ws=function(){let{panes:t}=$(this,ve),n=$(this,Ce),s=n?.noise,[i=0,r=0,a=0,l=0]=s?.correlation??[];return h`<section aria-label=${p.view.panel}>
      <h2 class="silent">${p.view.panel}</h2>
      <vscode-collapsible heading=${p.view.settings} open>
        <div class="section">
          <amsnet-knobs
            .state=${n}
            .suggestedPd=${s&&ns([i,r,a,l])}
            @knob-change=${c=>{v(this,Y,Xs).call(this,c.change)}}
          ></amsnet-knobs>
        </div>
      </vscode-collapsible>
      <vscode-collapsible heading=${p.view.measurements} open>
        <div class="section"><amsnet-numbers .state=${n} .panes=${t}></amsnet-numbers></div>
      </vscode-collapsible>
      <vscode-collapsible heading=${p.view.noise} open>
        <div class="section"><amsnet-noise .noise=${s}></amsnet-noise></div>
      </vscode-collapsible>
      <vscode-collapsible heading=${p.view.details} open>
        <div class="section"><amsnet-facts .state=${n}></amsnet-facts></div>
      </vscode-collapsible>
    </section>`},Ys=function(t,n){return t.problem||!$(this,ve).isPending(n)?"":$(this,ve).isPreview(n)?p.view.preview:t.paused?p.view.outdated:p.view.updating},Gs=function(){let t=$(this,Ce)?.measured;if(t?.current!==!0)return"";let{provider:n,model:s}=t.report;return p.view.summary(t.seconds,Qt(n),Ze(s))},Xs=function(t){ye.send({type:"change",change:t})},Zs=function({command:t}){(t!=="cancel"||$(this,Ce)?.activity)&&ye.send({type:"command",command:t})},$t.styles=[I,Es],$t=y([O("amsnet-app")],$t);var ze=class extends w{render(){let{problem:e,notice:t}=this;return!e&&t===void 0?f:h`<div
      class="banner ${e?"problem":""}"
      role=${e?"alert":"status"}
      data-testid=${e?"problem":"notice"}
    >
      <vscode-icon name=${e?"error":"info"}></vscode-icon>
      <span class="text">${e?`${e.message} ${e.action??""}`:t}</span>
      <span class="actions">
        ${(e?.actions??[]).map((n,s)=>h`<vscode-button
              ?secondary=${s>0}
              data-testid="way-${n}"
              @click=${()=>this.dispatchEvent(new j(n))}
              >${p.banner.actions[n]}</vscode-button
            >`)}
        <vscode-toolbar-button
          icon="close"
          label=${p.banner.dismiss}
          title=${p.banner.dismiss}
          @click=${()=>this.dispatchEvent(new j("dismiss"))}
        ></vscode-toolbar-button>
      </span>
    </div>`}};ze.styles=[I,x`
      .banner {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 10px;
        padding: 6px 10px;
        line-height: 1.4;
        border-bottom: 1px solid var(--vscode-inputValidation-infoBorder);
        color: var(--vscode-inputValidation-infoForeground, var(--vscode-foreground));
        background: var(--vscode-inputValidation-infoBackground);
      }
      .problem {
        border-color: var(--vscode-inputValidation-errorBorder);
        color: var(--vscode-inputValidation-errorForeground, var(--vscode-foreground));
        background: var(--vscode-inputValidation-errorBackground);
      }
      .text {
        flex: 1 1 260px;
        overflow-wrap: anywhere;
        max-height: 120px;
        overflow-y: auto;
      }
      .actions {
        display: flex;
        gap: 6px;
      }
    `],y([d({attribute:!1})],ze.prototype,"problem",2),y([d()],ze.prototype,"notice",2),ze=y([O("amsnet-banner")],ze);var st=class extends w{render(){let{state:e}=this;if(!e)return f;let{provenance:t,measured:n,keeps:s,image:i}=e,r=n?.current===!0?n:void 0,a=i.info,{details:l}=p;return h`
      <dl>
        ${a?St(l.image,l.imageFacts(a.width,a.height,a.bitDepth,a.channels,a.format)):f}
        ${t?St(l.model,Ze(t.model),t.model):f}
        ${t?St(l.device,l.requested(Qt(t.provider),t.device)):f}
        ${r?St(l.time,`${r.seconds.toFixed(2)} s`,l.timeHint):f}
        ${r?St(l.passes,String(r.report.passes),l.passesHint):f}
      </dl>
      ${[...t?.notes??[],...a?.notes??[]].map(c=>h`<p class="dim">${c}</p>`)}
      ${s?h`<p class="dim">${l.keeps(s.kept)}</p>`:f}
      ${s&&s.lost.length>0?h`<p class="dim">${s.lost.join(" ")}</p>`:f}
    `}};st.styles=[I,co,x`
      :host {
        display: block;
      }
      dd {
        overflow-wrap: anywhere;
      }
      p {
        margin: 4px 0 0;
        line-height: 1.4;
        overflow-wrap: anywhere;
      }
    `],y([d({attribute:!1})],st.prototype,"state",2),st=y([O("amsnet-facts")],st);function St(o,e,t=""){return h`<dt>${o}</dt>
    <dd title=${t}>${e}</dd>`}var it=we(class extends ie{constructor(o){if(super(o),o.type!==Z.PROPERTY&&o.type!==Z.ATTRIBUTE&&o.type!==Z.BOOLEAN_ATTRIBUTE)throw Error("The `live` directive is not allowed on child or event bindings");if(!Hn(o))throw Error("`live` bindings can only contain a single expression")}render(o){return o}update(o,[e]){if(e===N||e===f)return e;let t=o.element,n=o.name;if(o.type===Z.PROPERTY){if(e===t[n])return N}else if(o.type===Z.BOOLEAN_ATTRIBUTE){if(!!e===t.hasAttribute(n))return N}else if(o.type===Z.ATTRIBUTE&&t.getAttribute(n)===e+"")return N;return Wt(o),e}});var rn=class extends Event{constructor(t){super("knob");this.value=t}},yr=2e3,Me,kt,xe,an,bo,te=class extends w{constructor(){super(...arguments);M(this,xe);this.label="";this.hint="";this.value=0;this.min=0;this.max=1;this.step=1;this.disabled=!1;M(this,Me);M(this,kt)}willUpdate(t){t.has("value")&&this.value===$(this,Me)&&X(this,Me,void 0)}render(){let t=this.step<1?2:0;return h`
      <label for="range" title=${this.hint}>${this.label}</label>
      <input
        id="range"
        type="range"
        min=${this.min}
        max=${this.max}
        step=${this.step}
        title=${this.hint}
        ?disabled=${this.disabled}
        .value=${it(String($(this,xe,bo)))}
        @input=${v(this,xe,an)}
      />
      <input
        type="number"
        min=${this.min}
        max=${this.max}
        step=${this.step}
        aria-label=${this.label}
        ?disabled=${this.disabled}
        .value=${it($(this,xe,bo).toFixed(t))}
        @change=${v(this,xe,an)}
      />
    `}};Me=new WeakMap,kt=new WeakMap,xe=new WeakSet,an=function(t){let n=t.target.valueAsNumber;if(!Number.isFinite(n)){this.requestUpdate();return}let s=Math.min(this.max,Math.max(this.min,this.step<1?n:Math.round(n)));s!==$(this,xe,bo)&&(X(this,Me,s),clearTimeout($(this,kt)),X(this,kt,setTimeout(()=>{X(this,Me,void 0),this.requestUpdate()},yr)),this.dispatchEvent(new rn(s)),this.requestUpdate())},bo=function(){return $(this,Me)??this.value},te.styles=[I,x`
      :host {
        display: grid;
        grid-template-columns: 74px 1fr 48px;
        align-items: center;
        gap: 6px;
        height: 24px;
      }
      label {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      input {
        min-width: 0;
        width: 100%;
        margin: 0;
      }
      input[type='range'] {
        appearance: none;
        height: 16px;
        background: none;
        cursor: pointer;
      }
      input[type='range']::-webkit-slider-runnable-track {
        height: 2px;
        border-radius: 1px;
        background: var(--vscode-scrollbarSlider-activeBackground, currentColor);
        border: 1px solid var(--vscode-contrastBorder, transparent);
      }
      input[type='range']::-webkit-slider-thumb {
        appearance: none;
        width: 12px;
        height: 12px;
        margin-top: -6px;
        border-radius: 50%;
        background: var(--vscode-button-background);
        border: 1px solid var(--vscode-contrastActiveBorder, transparent);
      }
      input[type='range']:disabled::-webkit-slider-thumb {
        background: var(--vscode-disabledForeground);
      }
      input[type='number'] {
        appearance: textfield;
        height: 20px;
        padding: 0 4px;
        text-align: right;
        font-family: var(--vscode-editor-font-family, monospace);
        font-size: 11px;
        color: var(--vscode-input-foreground);
        background: var(--vscode-input-background);
        border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, transparent));
        border-radius: 2px;
      }
      input[type='number']::-webkit-inner-spin-button {
        display: none;
      }
      :host([disabled]) {
        color: var(--vscode-disabledForeground);
      }
      input:disabled {
        cursor: default;
        opacity: 0.6;
      }
    `],y([d()],te.prototype,"label",2),y([d()],te.prototype,"hint",2),y([d({type:Number})],te.prototype,"value",2),y([d({type:Number})],te.prototype,"min",2),y([d({type:Number})],te.prototype,"max",2),y([d({type:Number})],te.prototype,"step",2),y([d({type:Boolean,reflect:!0})],te.prototype,"disabled",2),te=y([O("amsnet-knob")],te);function Js({takesMask:o,singlePass:e,defaultPreset:t}){return o&&e&&t==="single-pass"}var ln=class extends Event{constructor(t){super("knob-change");this.change=t}},C,Qs,ei,ti,oi,ni,si,ii,rt,Pt,Fe=class extends w{constructor(){super(...arguments);M(this,C)}render(){let t=this.state?.knobs;return!this.state||!t?f:h`
      ${v(this,C,ti).call(this,this.state,t)} ${v(this,C,oi).call(this,this.state,t)} ${v(this,C,ni).call(this,this.state,t)}
      ${v(this,C,si).call(this,this.state)} ${Qe.map(n=>v(this,C,Qs).call(this,n,t,this.state?.models))}
      ${v(this,C,ii).call(this,this.state,t)}
    `}};C=new WeakSet,Qs=function(t,{model:n,settings:s},i=[]){let r=et(t);if("choices"in r)return r.control==="none"?f:r.needs&&i.find(l=>l.name===n)?.[r.needs]!==!0?f:h`<div class="row">
        <label title=${r.help}>${r.label}</label>
        ${yo(t,r.label,String(s[t]),Object.entries(r.choices),l=>{l in r.choices&&v(this,C,rt).call(this,{[t]:l})})}
      </div>`;let a=Number(s[t]);return r.control==="seed"?v(this,C,ei).call(this,t,r,a):h`<amsnet-knob
      data-testid="knob-${t}"
      label=${r.label}
      hint=${r.help}
      min=${r.min}
      max=${r.max}
      step=${r.integer?1:.01}
      .value=${a}
      .disabled=${!cs(t,s)}
      @knob=${l=>{v(this,C,rt).call(this,{[t]:l.value})}}
    ></amsnet-knob>`},ei=function(t,{label:n,help:s,max:i},r){return h`<div class="row">
      <label for=${t} title=${s}>${n}</label>
      <vscode-textfield
        id=${t}
        class="seed"
        data-testid="knob-${t}"
        type="number"
        .label=${n}
        min="0"
        max=${i}
        .value=${it(String(r))}
        @change=${a=>{let l=Math.round(Number(a.target.value));l>=0&&l<=i?v(this,C,rt).call(this,{[t]:l}):this.requestUpdate()}}
      ></vscode-textfield>
      <vscode-toolbar-button
        icon="refresh"
        label=${p.knobs.newSeed}
        title=${p.knobs.newSeed}
        @click=${()=>{v(this,C,rt).call(this,{[t]:crypto.getRandomValues(new Uint32Array(1))[0]})}}
      ></vscode-toolbar-button>
    </div>`},ti=function({models:t,allowModelFiles:n},s){let i=t.find(r=>r.name===s.model);return h`<div class="row">
      <label title=${i?.description??""}>${p.knobs.model}</label>
      ${yo("model",p.knobs.model,s.model,t.map(r=>[r.name,Ze(r.name)]),r=>{v(this,C,Pt).call(this,{model:r})})}
      ${n?h`<vscode-toolbar-button
              icon="folder-opened"
              label=${p.knobs.chooseModelFile}
              title=${p.knobs.chooseModelFile}
              @click=${()=>this.dispatchEvent(new j("chooseModel"))}
            ></vscode-toolbar-button>`:f}
    </div>`},oi=function({devices:t},n){let s=t.map(({name:r,available:a,reason:l})=>[r,a?r:p.knobs.unavailable(r),l]),i=t.some(({name:r})=>r==="auto")?s:[["auto","auto"],...s];return h`<div class="row">
      <label>${p.knobs.device}</label>
      ${yo("device",p.knobs.device,n.device,i,r=>{v(this,C,Pt).call(this,{device:r})})}
    </div>`},ni=function({models:t,auto:n},{model:s,settings:i}){let r=t.find(b=>b.name===s),a=b=>Qe.every(_=>_==="seed"||b[_]===i[_]),l=b=>r?Uo(b,r):Ho[b],c=n?"auto":eo.find(b=>a(l(b)))??"custom",u=eo.filter(b=>b!=="single-pass"||r?.singlePass===!0),g=[...r&&Js(r)?[["auto",p.knobs.auto]]:[],...u.map(b=>[b,rs[b]])];return h`<div class="row">
      <label title=${p.knobs.presetHint}>${p.knobs.preset}</label>
      ${yo("preset",p.knobs.preset,c,[...g,["custom",p.knobs.custom]],b=>{let _=eo.find(z=>z===b);b==="auto"&&v(this,C,Pt).call(this,{auto:!0}),_&&v(this,C,rt).call(this,{...l(_),seed:i.seed})})}
      <vscode-toolbar-button
        icon="discard"
        label=${p.knobs.reset}
        title=${p.knobs.reset}
        @click=${()=>this.dispatchEvent(new j("resetKnobs"))}
      ></vscode-toolbar-button>
    </div>`},si=function({auto:t,paused:n,problem:s}){if(!t)return f;let i=n||s?f:p.knobs.choosing;return h`<p class="dim" data-testid="auto-reason">${t.reason??i}</p>`},ii=function({models:t,auto:n},{model:s,settings:i}){if(n)return f;let{pdFactor:r,mode:a}=i,l=t.find(u=>u.name===s)?.pdFactors??[],c=this.suggestedPd;return!l.includes(r)&&l.length>0?h`<p class="dim">${p.knobs.suitedPd(l)}</p>`:a==="single-pass"||c===void 0||c===r?f:l.includes(c)?h`<p class="dim">${p.knobs.suggestedPd(c)}</p>`:f},rt=function(t){v(this,C,Pt).call(this,{settings:t})},Pt=function(t){this.dispatchEvent(new ln(t))},Fe.styles=[I,x`
      :host {
        display: flex;
        flex-direction: column;
        gap: 2px;
      }
      .row {
        display: grid;
        grid-template-columns: 74px 1fr auto;
        align-items: center;
        gap: 6px;
        min-height: 26px;
      }
      vscode-single-select {
        width: 100%;
        min-width: 0;
      }
      .seed {
        width: 100%;
      }
      p {
        margin: 2px 0 4px;
        line-height: 1.35;
      }
    `],y([d({attribute:!1})],Fe.prototype,"state",2),y([d({type:Number})],Fe.prototype,"suggestedPd",2),Fe=y([O("amsnet-knobs")],Fe);function yo(o,e,t,n,s){return h`<vscode-single-select
    data-testid="knob-${o}"
    label=${e}
    .value=${it(t)}
    @change=${i=>{s(i.target.value)}}
  >
    ${n.map(([i,r,a])=>h`<vscode-option value=${i} description=${a??""} ?selected=${i===t}
          >${r}</vscode-option
        >`)}
  </vscode-single-select>`}var Ue,ri,cn,He=class extends w{constructor(){super(...arguments);M(this,Ue);this.panes=[]}render(){let{state:t}=this;if(!t)return f;let{reference:n,measured:s}=t,i=s?.current===!1?"outdated":"";return h`
      ${n?v(this,Ue,ri).call(this,t):f}
      <p class=${i} data-testid="difference">
        ${p.measurements.difference}
        <span class="number">${s?ai(s.report.difference):"\u2013"}</span>
      </p>
      ${n?h`<p class="dim" title=${n.path}>
              ${p.measurements.reference(n.name,n.found)}
            </p>`:h`<p class="dim">${p.measurements.needsReference}</p>`}
      <div class="links">
        ${v(this,Ue,cn).call(this,"chooseReference",n?p.measurements.changeReference:p.measurements.chooseReference)}
        ${n?v(this,Ue,cn).call(this,"clearReference",p.measurements.removeReference):f}
      </div>
    `}};Ue=new WeakSet,ri=function(t){let n=this.panes.flatMap(({label:i,measures:r})=>{let a=r&&wt(t,r);return a?[{label:i,stage:r,score:a}]:[]}),s=go(t,n.map(({stage:i})=>i));return n.length===0?h`<p class="dim">${t.paused?p.measurements.stopped:p.measurements.notMeasured}</p>`:h`<table data-testid="scores">
      <thead>
        <tr>
          <th scope="col">${p.measurements.againstReference}</th>
          <th scope="col">${p.measurements.psnr}</th>
          <th scope="col">${p.measurements.ssim}</th>
        </tr>
      </thead>
      <tbody>
        ${n.map(({label:i,stage:r,score:a})=>{let l=[r===s?"best":"",fo(t,r)?"":"outdated"];return h`<tr class=${l.join(" ")} data-testid="score-${r}">
            <th scope="row">${i}</th>
            <td class="number">${ro(a.psnr)}</td>
            <td class="number">${ao(a.ssim)}</td>
          </tr>`})}
      </tbody>
    </table>`},cn=function(t,n){return h`<button @click=${()=>this.dispatchEvent(new j(t))}>${n}</button>`},He.styles=[I,x`
      :host {
        display: block;
      }
      table {
        width: 100%;
        border-collapse: collapse;
      }
      th {
        font-weight: normal;
        text-align: left;
        padding: 1px 0;
      }
      thead th {
        color: var(--vscode-descriptionForeground);
      }
      th:not(:first-child),
      td {
        text-align: right;
        padding-left: 6px;
      }
      .best {
        /* The theme's green alone is too pale to be read as text. */
        color: color-mix(in srgb, var(--vscode-charts-green) 60%, var(--vscode-foreground));
        font-weight: 600;
      }
      .outdated {
        opacity: 0.55;
      }
      p {
        margin: 0 0 4px;
        line-height: 1.4;
        overflow-wrap: anywhere;
      }
      .links {
        display: flex;
        gap: 10px;
        margin-top: 4px;
      }
      .links button {
        padding: 0;
        border: 0;
        background: none;
        color: var(--vscode-textLink-foreground);
      }
      .links button:hover {
        text-decoration: underline;
      }
    `],y([d({attribute:!1})],He.prototype,"state",2),y([d({attribute:!1})],He.prototype,"panes",2),He=y([O("amsnet-numbers")],He);var at=class extends w{render(){let{noise:e}=this;return h`<dl>
      <dt title=${p.measurements.levelHint}>${p.measurements.level}</dt>
      <dd class="number" data-testid="noise-sigma">${e?ai(e.sigma):"\u2013"}</dd>
      <dt title=${p.measurements.correlationHint}>${p.measurements.correlation}</dt>
      <dd class="number">${e?e.correlation.map(t=>t.toFixed(2)).join(" "):"\u2013"}</dd>
    </dl>`}};at.styles=[I,co,x`
      :host {
        display: block;
      }
    `],y([d({attribute:!1})],at.prototype,"noise",2),at=y([O("amsnet-noise")],at);function ai(o){return`${o.toFixed(4)} (${(o*255).toFixed(1)} / 255)`}var q=class extends w{constructor(){super(...arguments);this.label="";this.hint="";this.figures="";this.best=!1;this.outdated=!1;this.badge=""}get canvas(){return this.renderRoot.querySelector("canvas")}render(){return h`
      <div class="header" title=${this.hint}>
        <h2>${this.label}</h2>
        ${this.badge?h`<span class="badge">${this.badge}</span>`:f}
        <span class="figures number ${this.outdated?"outdated":""} ${this.best?"best":""}"
          >${this.figures}</span
        >
      </div>
      <div class="picture">
        <canvas role="img" aria-label=${[this.label,this.figures,this.badge].filter(Boolean).join(", ")}></canvas>
        ${this.divider?vr(this.divider):f}
        ${this.pixel?h`<div class="pixel" .style=${xr(this.pixel)}></div>`:f}
      </div>
    `}};q.styles=[I,x`
      :host {
        display: flex;
        flex-direction: column;
        min-width: 0;
        min-height: 0;
        background: var(--vscode-editor-background);
      }
      .header {
        display: flex;
        align-items: center;
        gap: 8px;
        height: var(--amsnet-header, 22px);
        padding: 0 6px;
        overflow: hidden;
        white-space: nowrap;
        background: var(--vscode-editorGroupHeader-tabsBackground);
        border-bottom: 1px solid var(--vscode-contrastBorder, transparent);
      }
      h2 {
        margin: 0;
        font-size: 12px;
        font-weight: 600;
      }
      .figures {
        margin-left: auto;
      }
      .outdated {
        opacity: 0.55;
      }
      .badge {
        padding: 0 5px;
        border-radius: 7px;
        font-size: 10px;
        line-height: 14px;
        color: var(--vscode-badge-foreground);
        background: var(--vscode-badge-background);
        border: 1px solid var(--vscode-contrastBorder, transparent);
      }
      .best {
        /* The theme's green alone is too pale to be read as text. */
        color: color-mix(in srgb, var(--vscode-charts-green) 60%, var(--vscode-foreground));
        font-weight: 600;
      }
      .picture {
        position: relative;
        flex: 1;
        min-height: 0;
        overflow: hidden;
      }
      .pixel {
        position: absolute;
        min-width: 7px;
        min-height: 7px;
        border: 1px solid #fff;
        outline: 1px solid rgb(0 0 0 / 70%);
        transform: translate(-50%, -50%);
        pointer-events: none;
      }
      .divider {
        position: absolute;
        touch-action: none;
      }
      .divider::after {
        content: '';
        position: absolute;
        background: #fff;
        box-shadow: 0 0 0 1px rgb(0 0 0 / 55%);
      }
      .divider.x {
        top: 0;
        bottom: 0;
        width: 13px;
        margin-left: -6px;
        cursor: col-resize;
      }
      .divider.x::after {
        inset: 0 auto 0 6px;
        width: 1px;
      }
      .divider.y {
        left: 0;
        right: 0;
        height: 13px;
        margin-top: -6px;
        cursor: row-resize;
      }
      .divider.y::after {
        inset: 6px 0 auto;
        height: 1px;
      }
      canvas {
        display: block;
        width: 100%;
        height: 100%;
        cursor: crosshair;
        touch-action: none;
      }
    `],y([d()],q.prototype,"label",2),y([d()],q.prototype,"hint",2),y([d()],q.prototype,"figures",2),y([d({type:Boolean})],q.prototype,"best",2),y([d({type:Boolean})],q.prototype,"outdated",2),y([d({attribute:!1})],q.prototype,"pixel",2),y([d({attribute:!1})],q.prototype,"divider",2),y([d()],q.prototype,"badge",2),q=y([O("amsnet-pane")],q);function vr({axis:o,share:e}){return h`<div
    class="divider ${o}"
    data-testid="divider"
    .style="${o==="x"?"left":"top"}: ${100*e}%"
  ></div>`}function xr({x:o,y:e,width:t,height:n}){let s=i=>`${i/window.devicePixelRatio}px`;return`left: ${s(o+t/2)}; top: ${s(e+n/2)}; width: ${s(t+2)}; height: ${s(n+2)}`}var _r=40,wr=16,li="f",xo=class{constructor(e,t){this.scene=e;this.stop=t;this.#e=0;this.wheel=e=>{let t=vo(e);if(!t)return;e.preventDefault();let n=e.deltaMode===WheelEvent.DOM_DELTA_LINE?e.deltaY*wr:e.deltaY;this.#e+=e.ctrlKey?n*6:n,!(Math.abs(this.#e)<_r)&&(this.scene.zoom(this.#e<0?1:-1,this.#n(t)),this.#e=0)};this.down=e=>{!vo(e)||e.button>1||(this.#t={pointer:e.pointerId,at:dn(e),divider:$r(e)},e.currentTarget.setPointerCapture(e.pointerId))};this.move=e=>{if(this.#t?.pointer!==e.pointerId){this.scene.point(vo(e));return}let{at:t,divider:n}=this.#t,s=dn(e);this.#t={pointer:e.pointerId,at:s,divider:n},n?this.scene.divide(this.#o(e)):(s.x!==t.x||s.y!==t.y)&&this.scene.pan(s.x-t.x,s.y-t.y)};this.up=e=>{this.#t?.pointer===e.pointerId&&(this.#t=void 0)};this.leave=()=>{this.scene.point(void 0)};this.doubleClick=e=>{let t=vo(e);t&&(this.scene.prefs.fit?this.scene.zoomTo(1,this.#n(t)):this.scene.fit())}}#e;#t;keyUp({key:e}){e.toLowerCase()===li&&this.scene.hold(!1)}key(e){let{scene:t}=this;if(Sr(e))return;if(e.key==="Escape"){this.stop();return}if(e.ctrlKey||e.metaKey||e.altKey)return;if(e.key.toLowerCase()===li){t.hold(!0);return}let n=(e.shiftKey?.5:.1)*Math.min(t.pane.width,t.pane.height),i={ArrowLeft:()=>{t.pan(n,0)},ArrowRight:()=>{t.pan(-n,0)},ArrowUp:()=>{t.pan(0,n)},ArrowDown:()=>{t.pan(0,-n)},"+":()=>{t.zoom(1)},"=":()=>{t.zoom(1)},"-":()=>{t.zoom(-1)},0:()=>{t.fit()},1:()=>{t.zoomTo(1)},c:()=>{let r=[W.mode,...nt.map(({id:a})=>a)];t.compare({mode:r[(r.indexOf(t.prefs.comparison.mode)+1)%r.length]})},x:()=>{let{first:r,second:a}=t.prefs.comparison;t.compare({first:a,second:r})},m:()=>{t.setPrefs({marking:ke[(ke.indexOf(t.prefs.marking)+1)%ke.length]})}}[e.key];i&&(e.preventDefault(),i(),t.point({x:t.pane.width/2,y:t.pane.height/2}))}#o(e){let t=e.currentTarget.querySelector("amsnet-pane")?.canvas?.getBoundingClientRect(),{x:n,y:s}=dn(e);return{x:n-(t?.left??0)*window.devicePixelRatio,y:s-(t?.top??0)*window.devicePixelRatio}}#n({x:e,y:t}){return{x:e-this.scene.pane.width/2,y:t-this.scene.pane.height/2}}};function $r(o){return o.composedPath().some(e=>e instanceof Element&&e.classList.contains("divider"))}function vo(o){let t=o.composedPath().find(n=>n instanceof q)?.canvas?.getBoundingClientRect();if(!(!t||o.clientY<t.top))return{x:(o.clientX-t.left)*window.devicePixelRatio,y:(o.clientY-t.top)*window.devicePixelRatio}}function dn({clientX:o,clientY:e}){return{x:o*window.devicePixelRatio,y:e*window.devicePixelRatio}}function Sr(o){return o.composedPath().some(e=>e instanceof Element&&/^(input|select|textarea|vscode-single-select|vscode-collapsible)$/i.test(e.tagName))}var kr=.92;function ci(o,e,t,n){let s=Array.from({length:o},(a,l)=>{let c=l+1,u=Math.ceil(o/c),m={width:e.width/c,height:e.height/u-n},g=m.width<1||m.height<1?0:no(t,m);return{columns:c,scale:g,empty:u*c-o}}),i=Math.max(...s.map(({scale:a})=>a))*kr;return s.filter(({scale:a})=>a>=i).sort((a,l)=>a.empty-l.empty||l.columns-a.columns)[0].columns}var Pr=.4,_o=class{constructor(e){this.scene=e}#e=new WeakMap;#t=new Map;#o;paint(e,t,n){let{scene:s}=this,{viewport:i,camera:r,pane:a}=s;if(t.fillStyle=n.background,t.fillRect(0,0,a.width,a.height),!i)return;t.imageSmoothingEnabled=r.scale<oo,t.imageSmoothingQuality="medium";let[l]=e.stages,{stale:c,fresh:u}=s.patches.layers(l,s.key(l),s.level,i);l!=="noisy"&&e.paint.of==="stage"&&this.#r(l,t,i),t.globalAlpha=Pr;for(let m of c)this.#s(t,this.#i(e,m),m.rect,m.level);t.globalAlpha=1;for(let m of u)this.#s(t,this.#i(e,m),m.rect,m.level);this.#a(e,t,i,n)}paintLayers(e,t,n,s){let{width:i,height:r}=this.scene.pane;for(let{of:a,left:l,top:c,right:u,bottom:m,opacity:g}of t){let[b,_]=[Math.round(l*i),Math.round(c*r)],[z,_e]=[Math.round(u*i)-b,Math.round(m*r)-_];z<=0||_e<=0||g<=0||(n.save(),n.beginPath(),n.rect(b,_,z,_e),n.clip(),g===1?this.paint(e[a],n,s):this.#n(e[a],n,s,g),n.restore())}}#n(e,t,n,s){let{width:i,height:r}=this.scene.pane;this.#o??=document.createElement("canvas"),this.#o.width!==i&&(this.#o.width=i),this.#o.height!==r&&(this.#o.height=r);let a=this.#o.getContext("2d",{alpha:!1});a&&(this.paint(e,a,n),t.globalAlpha=s,t.drawImage(this.#o,0,0))}#r(e,t,n){let{patches:s,level:i,subject:r}=this.scene,a=l=>s.layers(l,this.scene.key(l),i,n).fresh;if(s.missing(e,this.scene.key(e),i,n)!==void 0){for(let{bitmap:l,rect:c,level:u}of a("noisy"))this.#s(t,l,c,u);if(mo(e)){t.globalAlpha=e==="result"?r?.settings?.strength??1:1;for(let{bitmap:l,rect:c,level:u}of a("preview"))this.#s(t,l,c,u);t.globalAlpha=1}}}#s(e,t,n,s){if(!t)return;let{camera:i,pane:r,image:a}=this.scene,l=2**s,c=Math.min((n.x+n.width)*l,a?.width??1/0),u=Math.min((n.y+n.height)*l,a?.height??1/0),m=tt(i,r,{x:n.x*l,y:n.y*l}),g=tt(i,r,{x:c,y:u}),[b,_]=[Math.round(m.x),Math.round(m.y)];g.x<0||g.y<0||b>r.width||_>r.height||e.drawImage(t,b,_,Math.round(g.x)-b,Math.round(g.y)-_)}#i({id:e,paint:t,stages:n},s){if(t.of==="stage")return s.bitmap;let{scene:i}=this,[,...r]=n,a=r.map(_=>i.key(_)),l=[t.made(i.prefs),...a].join("|"),c=this.#e.get(s)??new Map,u=c.get(e);if(u?.made===l)return u.bitmap;let m=r.map((_,z)=>i.patches.read(_,a[z],s.level,s.rect)),g=m.filter(_=>_!==void 0);if(g.length<m.length)return;let b=Je(t.make([s.pixels,...g],i.prefs),s.rect.width,s.rect.height);return this.#e.set(s,c.set(e,{made:l,bitmap:b})),b}#a(e,t,n,s){let{prefs:i,camera:r,pane:a,subject:l}=this.scene;e.overlay?.({context:t,palette:s,prefs:i,camera:r,settings:l?.settings,viewport:n,toPane:(c,u)=>tt(r,a,{x:c,y:u}),draw:(c,u)=>{this.#s(t,c,u,0)},remembered:(c,u)=>{let m=this.#t.get(e.id);return m?.made!==c&&this.#t.set(e.id,m={made:c,bitmap:u()}),m.bitmap}})}};function di(o){let e=getComputedStyle(o),t=(n,s)=>e.getPropertyValue(n).trim()||s;return{background:t("--vscode-editor-background","#1e1e1e"),accent:Cr(t("--vscode-charts-orange","#d18616"))}}function Cr(o){let e=new OffscreenCanvas(1,1).getContext("2d");if(!e)return[209,134,22];e.fillStyle=o,e.fillRect(0,0,1,1);let[t,n,s]=e.getImageData(0,0,1,1).data;return[t,n,s]}var wo=22,lt,qe,Ct,Mt,At,Rt,G,pi,hi,pn,hn,ui,je=class extends w{constructor(){super(...arguments);M(this,G);M(this,lt);M(this,qe);M(this,Ct,new ResizeObserver(()=>{v(this,G,pn).call(this)}));M(this,Mt,new MutationObserver(()=>{this.repaint()}));M(this,At,new AbortController);M(this,Rt,0)}connectedCallback(){super.connectedCallback();let{signal:t}=X(this,At,new AbortController);$(this,Ct).observe(this),$(this,Mt).observe(document.body,{attributeFilter:["class"]}),window.addEventListener("keydown",n=>{$(this,qe).key(n)},{signal:t}),window.addEventListener("keyup",n=>{$(this,qe).keyUp(n)},{signal:t}),window.addEventListener("blur",()=>{this.scene.hold(!1)},{signal:t})}disconnectedCallback(){super.disconnectedCallback(),$(this,At).abort(),$(this,Ct).disconnect(),$(this,Mt).disconnect()}repaint(){$(this,Rt)||X(this,Rt,requestAnimationFrame(()=>{X(this,Rt,0),v(this,G,ui).call(this)}))}willUpdate(t){t.has("scene")&&(X(this,lt,new _o(this.scene)),X(this,qe,new xo(this.scene,()=>this.dispatchEvent(new j("cancel")))))}render(){let{scene:t}=this,n=$(this,qe);return h`<div
      class="panes"
      role="group"
      tabindex="0"
      data-testid="panes"
      aria-label=${p.view.panes}
      @wheel=${n.wheel}
      @pointerdown=${n.down}
      @pointermove=${n.move}
      @pointerup=${n.up}
      @pointercancel=${n.up}
      @pointerleave=${n.leave}
      @dblclick=${n.doubleClick}
    >
      ${t.layers?v(this,G,hi).call(this,t.shownPanes):Gt(t.shownPanes,s=>s.id,s=>v(this,G,pi).call(this,s))}
    </div>`}updated(t){super.updated(t),v(this,G,pn).call(this)}};lt=new WeakMap,qe=new WeakMap,Ct=new WeakMap,Mt=new WeakMap,At=new WeakMap,Rt=new WeakMap,G=new WeakSet,pi=function(t){let{scene:n}=this,{figures:s,best:i,outdated:r,badge:a}=this.describe(t);return h`<amsnet-pane
      data-testid="pane-${t.id}"
      .label=${Xo(t,n.prefs)}
      .hint=${t.hint}
      .figures=${s}
      .best=${i}
      .outdated=${r}
      .badge=${a}
      .pixel=${n.pointerBox}
    ></amsnet-pane>`},hi=function(t){let{prefs:n,layers:s=[],pointerBox:i}=this.scene,r=ce(n.comparison)?.divider,a=t.filter((u,m)=>s.some(({of:g})=>g===m)),l=a.map(u=>this.describe(u)),c=a.map((u,m)=>[Xo(u,n),l[m].figures].filter(Boolean).join(" "));return h`<amsnet-pane
      data-testid="comparison"
      .label=${p.compare.label(c)}
      .hint=${a.map(({label:u,hint:m})=>p.compare.hint(u,m)).join(`
`)}
      .outdated=${l.some(({outdated:u})=>u)}
      .badge=${l.map(({badge:u})=>u).find(Boolean)??""}
      .divider=${r&&a.length>1?{axis:r,share:n.comparison.share}:void 0}
      .pixel=${i}
    ></amsnet-pane>`},pn=function(){let{image:t,pictures:n}=this.scene,s=$(this,G,hn);if(!s||!t||n===0)return;let{width:i,height:r}=s.getBoundingClientRect(),a=ci(n,{width:i,height:r},t,wo),l=Math.ceil(n/a),c=window.devicePixelRatio,u={width:Math.max(1,Math.floor((i-a+1)/a*c)),height:Math.max(1,Math.floor(((r-l+1)/l-wo)*c))};s.style.gridTemplateColumns=`repeat(${a}, ${u.width/c}px)`,s.style.gridAutoRows=`${u.height/c+wo}px`,this.scene.resize(u)},hn=function(){return this.renderRoot.querySelector(".panes")},ui=function(){let t=di(this),{pane:n,shownPanes:s,layers:i}=this.scene,r=$(this,G,hn)?.querySelectorAll("amsnet-pane")??[];for(let[a,l]of r.entries()){let c=l instanceof q?l.canvas:null,u=s.at(a),m=c?.getContext("2d",{alpha:!1});!c||!m||!u||(c.width!==n.width&&(c.width=n.width),c.height!==n.height&&(c.height=n.height),i?$(this,lt).paintLayers(s,i,m,t):$(this,lt).paint(u,m,t))}},je.styles=[I,x`
      :host {
        display: grid;
        min-width: 0;
        min-height: 0;
        --amsnet-header: ${wo}px;
      }
      .panes {
        display: grid;
        align-content: start;
        gap: 1px;
        min-width: 0;
        min-height: 0;
        background: var(--vscode-editor-background);
      }
    `],y([d({attribute:!1})],je.prototype,"scene",2),y([d({attribute:!1})],je.prototype,"describe",2),je=y([O("amsnet-panes")],je);
/*! Bundled license information:

@lit/reactive-element/css-tag.js:
  (**
   * @license
   * Copyright 2019 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

@lit/reactive-element/reactive-element.js:
lit-html/lit-html.js:
lit-element/lit-element.js:
@lit/reactive-element/decorators/custom-element.js:
@lit/reactive-element/decorators/property.js:
@lit/reactive-element/decorators/state.js:
@lit/reactive-element/decorators/event-options.js:
@lit/reactive-element/decorators/base.js:
@lit/reactive-element/decorators/query.js:
@lit/reactive-element/decorators/query-all.js:
@lit/reactive-element/decorators/query-async.js:
@lit/reactive-element/decorators/query-assigned-nodes.js:
lit-html/directive.js:
lit-html/directives/repeat.js:
  (**
   * @license
   * Copyright 2017 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

lit-html/is-server.js:
  (**
   * @license
   * Copyright 2022 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

@lit/reactive-element/decorators/query-assigned-elements.js:
lit-html/directives/when.js:
  (**
   * @license
   * Copyright 2021 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

lit-html/directives/class-map.js:
lit-html/directives/if-defined.js:
  (**
   * @license
   * Copyright 2018 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

lit-html/directive-helpers.js:
lit-html/directives/live.js:
  (**
   * @license
   * Copyright 2020 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)
*/
//# sourceMappingURL=webview.js.map
